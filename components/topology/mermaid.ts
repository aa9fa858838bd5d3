import type { DrawnMap } from './collapse';
import { boxDetail, boxHealth, rateOf } from './box-words';

/** Mermaid's markup characters as its own entities (`#quot;`), so that a name is only text. */
function text(name: string): string {
  return name
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/[^\p{L}\p{N} .,:/_@→–-]/gu, (letter) => `#${letter.codePointAt(0) ?? 63};`);
}

const ARROWS = { declared: '-.->', configured: '-->', observed: '==>' } as const;

/**
 * The drawn map as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html), left to right, a subgraph for each band: dotted
 * declared, thin configured, thick observed, as on screen.
 */
export function mermaidOf({ boxes, lines }: Pick<DrawnMap, 'boxes' | 'lines'>): string {
  const ids = new Map(boxes.map((box, index) => [box.id, `n${index}`]));
  const bands = new Map<string, { label: string; rows: string[] }>();
  for (const box of boxes) {
    const band = bands.get(box.band.key) ?? { label: box.band.label, rows: [] };
    const words = [box.label, boxDetail(box), boxHealth(box)].map(text).join(', ');
    band.rows.push(`${ids.get(box.id) ?? ''}["${words}"]`);
    bands.set(box.band.key, band);
  }
  const out = ['flowchart LR'];
  [...bands].forEach(([key, { label, rows }], index) => {
    if (key === '') out.push(...rows.map((row) => `  ${row}`));
    else out.push(`  subgraph b${index}["${text(label)}"]`, ...rows.map((row) => `    ${row}`), '  end');
  });
  for (const line of lines) {
    const from = ids.get(line.from);
    const to = ids.get(line.to);
    if (from === undefined || to === undefined) continue;
    const rate = line.perMinute === null ? '' : `|"${text(rateOf(line.perMinute))}"|`;
    out.push(`  ${from} ${ARROWS[line.source]}${rate} ${to}`);
  }
  return `${out.join('\n')}\n`;
}
