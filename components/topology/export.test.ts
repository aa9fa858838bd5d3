import { describe, expect, it } from 'vitest';
import { HEALTH, type Health } from '@/lib/model';
import { collapse } from './collapse';
import { graphOf } from './graph';
import { layOut } from './layout';
import { mermaidOf } from './mermaid';
import { structureOf } from './structure';
import { svgOf, xml, type MapPalette } from './svg';
import { company, HOSTILE_NAMES } from './testing/company';
import { edge, node } from './testing/rows';

const palette: MapPalette = {
  canvas: '#eee',
  surface: '#fff',
  line: '#ddd',
  lineStrong: '#bbb',
  ink: '#111',
  ink3: '#555',
  fails: '#c00',
  degradedSoft: '#fee',
  health: Object.fromEntries(HEALTH.map((one) => [one, '#080'])) as Record<Health, string>,
};
function drawn(rows: Parameters<typeof graphOf>[0]) {
  const graph = graphOf(rows, { environment: [], cluster: [] });
  return collapse(graph, { level: 'service', grouping: 'system', open: [] });
}
const svgFor = (rows: Parameters<typeof graphOf>[0]) => {
  const map = drawn(rows);
  return svgOf({
    drawn: map,
    layout: layOut({ ...structureOf(map), before: {} }),
    palette,
    title: 'Topology',
  });
};

describe('Mermaid', () => {
  it('draws bands as subgraphs and evidence as arrows', () => {
    const rows = [
      node('web'),
      node('cart'),
      edge('web', 'cart', { source: 'observed', traffic: { perMinute: 410, failShare: 0, p95Ms: null } }),
      edge('cart', 'web', { source: 'declared' }),
    ];
    expect(mermaidOf(drawn(rows))).toBe(
      [
        'flowchart LR',
        '  subgraph b0["Shop"]',
        '    n0["web, 1.0.0, Healthy"]',
        '    n1["cart, 1.0.0, Healthy"]',
        '  end',
        '  n0 ==>|"410/min"| n1',
        '  n1 -.-> n0',
        '',
      ].join('\n'),
    );
  });

  it.each(HOSTILE_NAMES)('takes %j for text', (name) => {
    const text = mermaidOf(drawn([node(name)]));
    expect(text.split('\n')).toHaveLength(5);
    expect(text.match(/"/g)).toHaveLength(4);
    expect(text).not.toMatch(/[<>;](?<!#\d+;)|\u202E/u);
  });
});

describe('SVG', () => {
  it('needs no other file and holds every box and edge', () => {
    const rows = company({ services: 12 });
    const svg = svgFor(rows);
    expect(svg.match(/<g transform="translate\([\d.]+ [\d.]+\)"><title>/g)).toHaveLength(
      drawn(rows).boxes.length,
    );
    expect(svg).not.toMatch(/<script|<style|<image|href=|url\(/);
  });

  it.each(HOSTILE_NAMES)('takes %j for text', (name) => {
    const svg = svgFor([node(name)]);
    expect(svg).not.toContain('<img');
    expect(svg).toContain(`<title>${xml(`${name}, Healthy`)}</title>`);
  });

  it('drops what XML forbids', () => {
    expect(xml('a\u0000b\u0007<&>"\'')).toBe('ab&lt;&amp;&gt;&quot;&#39;');
  });
});
