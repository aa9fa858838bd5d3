'use client';
import { useReactFlow, useStore, useViewport } from '@xyflow/react';
import { memo, type PointerEvent } from 'react';
import type { Health } from '@/lib/model';
import { centreOn } from './fit';
import { BOX_HEIGHT, BOX_WIDTH, type Layout } from './layout-types';

const WIDTH = 132;
const HEIGHT = 96;
const HEIGHT_OF_TALL = 200;

export interface MinimapProps {
  layout: Layout;
  /** The boxes that are not well. */
  trouble: ReadonlyMap<string, Health>;
}

/** The whole map, small; the frame is the visible part. A press or a drag moves the frame. */
export function Minimap({ layout, trouble }: MinimapProps) {
  const { x, y, zoom } = useViewport();
  const { setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const high = layout.height > 2 * layout.width ? HEIGHT_OF_TALL : HEIGHT;
  const scale = Math.min(WIDTH / layout.width, high / layout.height);
  function go(event: PointerEvent<SVGSVGElement>) {
    if (event.buttons === 0) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const point = { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
    void setViewport(centreOn(point, { width, height }, zoom));
  }
  const frame = 1.5 / scale;
  return (
    <svg
      className="minimap"
      width={layout.width * scale}
      height={layout.height * scale}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="img"
      aria-label="Whole map; the frame is what you see"
      onPointerDown={go}
      onPointerMove={go}
    >
      <Ground layout={layout} trouble={trouble} />
      <rect
        className="minimap__frame"
        x={-x / zoom}
        y={-y / zoom}
        width={width / zoom}
        height={height / zoom}
        strokeWidth={frame}
        rx={4 / scale}
      />
    </svg>
  );
}

const Ground = memo(function Ground({ layout, trouble }: MinimapProps) {
  const boxes = Object.entries(layout.boxes);
  const rects = (ids: (health: Health | undefined) => boolean): string =>
    boxes
      .filter(([id]) => ids(trouble.get(id)))
      .map(([, { x, y }]) => `M${x} ${y}h${BOX_WIDTH}v${BOX_HEIGHT}h${-BOX_WIDTH}z`)
      .join('');
  return (
    <>
      {layout.bands.map((band) => (
        <rect
          key={band.key}
          className="minimap__band"
          x={band.x}
          y={band.y}
          width={band.width}
          height={band.height}
        />
      ))}
      <path className="minimap__box" d={rects((health) => health !== 'Degraded' && health !== 'Missing')} />
      <path
        className="minimap__box"
        data-bad
        d={rects((health) => health === 'Degraded' || health === 'Missing')}
      />
    </>
  );
});
