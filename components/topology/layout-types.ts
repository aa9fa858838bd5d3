import type { ColumnBox, ColumnHead, ColumnLine } from './columns';

/** All sizes in px of the map at a zoom of 1. */
export const BOX_WIDTH = 128;
export const BOX_HEIGHT = 40;

/** The input of a layout: structure only. Health, versions and rates are not part of it, so that they never move a box. */
export interface LayoutInput {
  readonly boxes: readonly LayoutBox[];
  readonly lines: readonly LayoutLine[];
  readonly bands: readonly LayoutBand[];
  /** The previous positions of boxes; these keep their order. */
  readonly before: Readonly<Record<string, Point>>;
}

export interface LayoutBox extends ColumnBox {
  readonly band: string;
  /** The order of boxes that nothing else decides. */
  readonly label: string;
}

export interface LayoutLine extends ColumnLine {
  readonly id: string;
}

export interface LayoutBand {
  readonly key: string;
  readonly label: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** The path of one line: a curve between neighbours (two points), else its corners from first to last. */
export interface Route {
  readonly points: readonly Point[];
  readonly curve: boolean;
}

export interface Layout {
  readonly boxes: Readonly<Record<string, Point>>;
  readonly bands: readonly (LayoutBand & Rect)[];
  readonly heads: readonly (ColumnHead & { readonly x: number })[];
  readonly routes: Readonly<Record<string, Route>>;
  readonly width: number;
  readonly height: number;
}
