import type { Point } from './layout-types';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The position of the map on the canvas: its origin in px of the canvas, and its zoom. */
export interface MapViewport extends Point {
  readonly zoom: number;
}

const HEAD = 40;
const FOOT = 112;
const SIDE = 12;
const ZOOM_MAX = 1.1;
/** Names cannot be read below this zoom: then only the top of the map is shown. */
const ZOOM_READABLE = 0.5;
const ZOOM_TOP = 0.75;
/** The width at the right that the minimap covers. */
const MINIMAP = 64;

/** The whole map, below the column heads and above the tallies; the top of a map that is too large, as wide as the canvas. */
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

/** Whether a box is completely on the canvas, not counting heads and tallies. */
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
