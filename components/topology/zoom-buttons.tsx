'use client';
import { useReactFlow } from '@xyflow/react';
import { Button } from '../ui/button';

/** Zoom without a wheel, and a button for the whole map. */
export function ZoomButtons({ onFit }: { onFit: () => void }) {
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <div className="map__zoom" role="group" aria-label="Zoom">
      <Button kind="icon" icon="minus" aria-label="Zoom out" onClick={() => void zoomOut()} />
      <Button kind="icon" icon="plus" aria-label="Zoom in" onClick={() => void zoomIn()} />
      <Button kind="icon" icon="resize" aria-label="Show the whole map" onClick={onFit} />
    </div>
  );
}
