'use client';
import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { centreOn, fit, isInView } from './fit';
import { BOX_HEIGHT, BOX_WIDTH, type Point } from './layout-types';
import { travel, type TravelKey } from './travel';
import type { LaidOut } from './use-layout';

interface CanvasViewOptions {
  readonly root: RefObject<HTMLDivElement | null>;
  readonly laid: LaidOut;
  /** The selected box. */
  readonly node: string | null;
}

/** The visible part of the map: all of a new view, then what the selection and the keyboard lead to. */
export function useCanvasView({ root, laid, node }: CanvasViewOptions) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const ready = useStore(({ width, height, panZoom }) => width > 0 && height > 0 && panZoom !== null);
  const fitted = useRef<string | null>(null);
  const { layout, view, drawn } = laid;

  const reveal = useCallback(
    (id: string) => {
      const box = layout.boxes[id];
      const { width, height } = store.getState();
      const now = flow.getViewport();
      if (box === undefined) return;
      const rect = { ...box, width: BOX_WIDTH, height: BOX_HEIGHT };
      if (isInView(rect, { width, height }, now)) return;
      const middle = { x: box.x + BOX_WIDTH / 2, y: box.y + BOX_HEIGHT / 2 };
      void flow.setViewport(centreOn(middle, { width, height }, now.zoom));
    },
    [flow, layout, store],
  );

  const toWhole = useCallback((): void => {
    const { width, height } = store.getState();
    void flow.setViewport(fit(layout, { width, height }));
  }, [flow, layout, store]);

  useEffect(() => {
    if (!ready || fitted.current === view) return;
    fitted.current = view;
    toWhole();
  }, [ready, view, toWhole]);

  // Once for each selection: a person who pans away afterwards stays there.
  const revealed = useRef<string | null>(null);
  useEffect(() => {
    const what = `${node ?? ''} ${view}`;
    if (!ready || revealed.current === what) return;
    revealed.current = what;
    if (node !== null) reveal(node);
  }, [ready, node, view, reveal]);

  const go = (from: string | null, key: TravelKey): string | null => {
    const next = from === null ? null : travel({ layout, lines: drawn.lines }, from, key);
    if (next === null) return null;
    reveal(next);
    root.current
      ?.querySelector<HTMLElement>(`[data-box="${CSS.escape(next)}"]`)
      ?.focus({ preventScroll: true });
    return next;
  };
  const toMap = (event: { clientX: number; clientY: number }): { point: Point; zoom: number } => ({
    point: flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }),
    zoom: flow.getZoom(),
  });
  return { go, toMap, toWhole };
}
