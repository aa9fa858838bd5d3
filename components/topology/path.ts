import type { Point, Route } from './layout-types';

const RADIUS = 7;
/** Lines end this far before their box, which leaves space for the arrow. */
const ARROW = 6;

const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
const round = (n: number): number => Math.round(n * 10) / 10;

/** The `d` of a line: a curve, or rounded corners. */
export function pathOf({ points, curve }: Route): string {
  const [first, ...rest] = shortened(points);
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return '';
  if (curve) {
    const middle = (first.x + last.x) / 2;
    return `M${at(first)}C${at({ x: middle, y: first.y })} ${at({ x: middle, y: last.y })} ${at(last)}`;
  }
  const all = [first, ...rest];
  return `M${at(first)}${all
    .slice(1, -1)
    .map((corner, index) => rounded(all[index] ?? corner, corner, all[index + 2] ?? corner))
    .join('')}L${at(last)}`;
}

/** The `d` of the arrow at the end of a line. */
export function arrowOf({ points }: Route): string {
  const end = points.at(-1);
  const before = points.at(-2);
  if (end === undefined || before === undefined) return '';
  const back = end.x >= before.x ? -1 : 1;
  const x = end.x + back * 1.5;
  return `M${at({ x, y: end.y })}l${back * 7} -3.5v7z`;
}

function shortened(points: readonly Point[]): Point[] {
  const end = points.at(-1);
  const before = points.at(-2);
  if (end === undefined || before === undefined) return [...points];
  return [...points.slice(0, -1), { x: end.x + (end.x >= before.x ? -ARROW : ARROW), y: end.y }];
}

function rounded(a: Point, corner: Point, b: Point): string {
  const radius = Math.min(RADIUS, length(a, corner) / 2, length(corner, b) / 2);
  if (radius < 1) return `L${at(corner)}`;
  return `L${at(toward(corner, a, radius))}Q${at(corner)} ${at(toward(corner, b, radius))}`;
}

const length = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function toward(from: Point, to: Point, by: number): Point {
  const far = length(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / far) * by, y: from.y + ((to.y - from.y) / far) * by };
}

const SAMPLES = 10;

/** A line as short straight pieces: its corners, or a sampled curve. */
export function piecesOf({ points, curve }: Route): readonly Point[] {
  const [a, b] = points;
  if (!curve || a === undefined || b === undefined) return points;
  const middle = (a.x + b.x) / 2;
  return Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const t = index / SAMPLES;
    const u = 1 - t;
    return {
      x: u ** 3 * a.x + 3 * u * u * t * middle + 3 * u * t * t * middle + t ** 3 * b.x,
      y: u ** 3 * a.y + 3 * u * u * t * a.y + 3 * u * t * t * b.y + t ** 3 * b.y,
    };
  });
}

/** The point half-way along a line, for its tag. */
export function middleOf(route: Route): Point {
  const pieces = piecesOf(route);
  let left =
    pieces.slice(1).reduce((sum, point, index) => sum + length(pieces[index] ?? point, point), 0) / 2;
  for (const [index, b] of pieces.slice(1).entries()) {
    const a = pieces[index] ?? b;
    const far = length(a, b);
    if (far >= left) return toward(a, b, left);
    left -= far;
  }
  return pieces[0] ?? { x: 0, y: 0 };
}

/** The line that is nearest to a point, within a distance; null when there is none. */
export function lineAt(routes: Readonly<Record<string, Route>>, point: Point, within: number): string | null {
  let best: { id: string; far: number } | null = null;
  for (const [id, route] of Object.entries(routes)) {
    const far = distance(piecesOf(route), point);
    if (far <= within && (best === null || far < best.far)) best = { id, far };
  }
  return best?.id ?? null;
}

function distance(pieces: readonly Point[], point: Point): number {
  return pieces.slice(1).reduce((least, b, index) => {
    const a = pieces[index] ?? b;
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const along = dx * dx + dy * dy;
    const t = along === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / along;
    const held = Math.max(0, Math.min(1, t));
    return Math.min(least, Math.hypot(point.x - a.x - held * dx, point.y - a.y - held * dy));
  }, Infinity);
}
