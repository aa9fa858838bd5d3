import type { Point } from './layout-types';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the map stands on the canvas: its origin in px of the canvas, and its zoom. */
export interface MapViewport extends Point {
  readonly zoom: number;
}

const HEAD = 40;
const FOOT = 112;
const SIDE = 12;
const ZOOM_MAX = 1.1;
/** Below this names are no longer read: rather the top of the map than all of it. */
const ZOOM_READABLE = 0.5;
const ZOOM_TOP = 0.75;
/** What the small map of a high one covers at the right. */
const MINIMAP = 64;

/** The whole map below the column heads and above the tallies; of one that is too large its top, as wide as the canvas. */
export function fit(map: Size, canvas: Size): MapViewport {
  const wide = (canvas.width - 2 * SIDE) / map.width;
  const high = (canvas.height - HEAD - FOOT) / Math.max(map.height, 1);
  const whole = Math.min(wide, high, ZOOM_MAX);
  if (whole < ZOOM_READABLE) {
    return { x: SIDE, y: HEAD, zoom: Math.min((canvas.width - 2 * SIDE - MINIMAP) / map.width, ZOOM_TOP) };
  }
  const zoom = whole;
  const left = Math.max(SIDE, (canvas.width - map.width * zoom) / 2);
  const spare = canvas.height - HEAD - FOOT - map.height * zoom;
  return { x: left, y: HEAD + Math.max(0, spare / 3), zoom };
}

/** The same zoom with a point in the middle. */
export function centreOn(point: Point, canvas: Size, zoom: number): MapViewport {
  return { x: canvas.width / 2 - point.x * zoom, y: canvas.height / 2 - point.y * zoom, zoom };
}

/** Whether a box is wholly on the canvas, heads and tallies apart. */
export function isInView(box: Point & Size, canvas: Size, { x, y, zoom }: MapViewport): boolean {
  const left = box.x * zoom + x;
  const top = box.y * zoom + y;
  return (
    left >= 0 &&
    top >= HEAD &&
    left + box.width * zoom <= canvas.width &&
    top + box.height * zoom <= canvas.height - FOOT / 2
  );
}
