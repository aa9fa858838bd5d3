import type { Health } from '@/lib/model';
import { boxDetail, boxHealth } from './box-words';
import type { DrawnBox, DrawnMap, Line } from './collapse';
import { BOX_HEIGHT, BOX_WIDTH, type Layout } from './layout-types';
import { arrowOf, pathOf } from './path';

/** Colours of the theme on screen, as CSS colours. */
export interface MapPalette {
  readonly canvas: string;
  readonly surface: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly ink3: string;
  readonly fails: string;
  readonly health: Readonly<Record<Health, string>>;
  readonly degradedSoft: string;
}

const TOP = 64;
const SIDE = 24;
const SANS = "Inter, 'Segoe UI', Roboto, sans-serif";
const WIDTHS = { declared: 1.25, configured: 1.25, observed: 2.75 } as const;

/** Text for XML 1.0: forbidden control characters are removed, the five special characters are escaped. */
export function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

export interface SvgInput {
  readonly drawn: Pick<DrawnMap, 'boxes' | 'lines'>;
  readonly layout: Layout;
  readonly palette: MapPalette;
  /** The title above the map: what it shows and when. */
  readonly title: string;
}

/** The drawn map as an SVG that needs nothing else: no script, no external style, nothing to load. */
export function svgOf({ drawn, layout, palette, title }: SvgInput): string {
  const width = layout.width + 2 * SIDE;
  const height = layout.height + TOP + SIDE;
  const boxes = drawn.boxes.map((box) => boxSvg(box, layout, palette)).join('\n');
  const lines = drawn.lines.map((line) => lineSvg(line, layout, palette)).join('\n');
  const bands = layout.bands
    .filter(({ key }) => key !== '')
    .map(
      (band) =>
        `<rect x="${band.x}" y="${band.y}" width="${band.width}" height="${band.height}" rx="8" fill="${palette.surface}" fill-opacity=".55" stroke="${palette.line}"/>` +
        `<text x="${band.x + 12}" y="${band.y + 17}" fill="${palette.ink3}" font-size="11">${xml(band.label)}</text>`,
    );
  const heads = layout.heads.map(
    ({ label, x }) => `<text x="${x}" y="-10" fill="${palette.ink3}" font-size="11">${xml(label)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${SANS}">`,
    `<title>${xml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${palette.canvas}"/>`,
    `<text x="${SIDE}" y="26" fill="${palette.ink}" font-size="14" font-weight="600">${xml(title)}</text>`,
    `<g transform="translate(${SIDE} ${TOP})">`,
    ...heads,
    ...bands,
    lines,
    boxes,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function lineSvg(line: Line, layout: Layout, palette: MapPalette): string {
  const route = layout.routes[line.id];
  if (route === undefined) return '';
  const colour = line.fails ? palette.fails : palette.ink3;
  const dash = line.source === 'declared' ? ' stroke-dasharray="4 4"' : '';
  return (
    `<path d="${pathOf(route)}" fill="none" stroke="${colour}" stroke-width="${WIDTHS[line.source]}" stroke-opacity=".8"${dash}/>` +
    `<path d="${arrowOf(route)}" fill="${colour}"/>`
  );
}

function boxSvg(box: DrawnBox, layout: Layout, palette: MapPalette): string {
  const at = layout.boxes[box.id];
  if (at === undefined) return '';
  const health = boxHealth(box);
  const fill = health === 'Degraded' ? palette.degradedSoft : palette.surface;
  const stroke = health === 'Degraded' ? palette.fails : palette.lineStrong;
  const dash = health === 'Unknown' ? ' stroke-dasharray="3 3"' : '';
  return [
    `<g transform="translate(${at.x} ${at.y})"><title>${xml(`${box.label}, ${health}`)}</title>`,
    `<rect width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="6" fill="${fill}" stroke="${stroke}"${dash}/>`,
    `<circle cx="15" cy="13" r="4.5" fill="${palette.health[health]}"/>`,
    `<text x="27" y="17.5" fill="${palette.ink}" font-size="12.5" font-weight="500">${xml(cut(box.label, 15))}</text>`,
    `<text x="27" y="32.5" fill="${palette.ink3}" font-size="10.5">${xml(cut(`${boxDetail(box)}, ${health}`, 22))}</text>`,
    '</g>',
  ].join('');
}

/** Cuts between characters, never within one; the whole name is the title. */
function cut(text: string, most: number): string {
  const letters = [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
