import { expect, it } from 'vitest';
import { collapse } from './collapse';
import { egoOf } from './ego';
import { graphOf } from './graph';
import { edge, node } from './testing/rows';
import { tiesOf } from './ties';

function tiesFor(callers: number, callees: number) {
  const rows = [
    node('centre'),
    ...Array.from({ length: callers }, (_, index) => [node(`a${index}`), edge(`a${index}`, 'centre')]).flat(),
    ...Array.from({ length: callees }, (_, index) => [node(`b${index}`), edge('centre', `b${index}`)]).flat(),
  ];
  const graph = graphOf(rows, { environment: [], cluster: [] });
  return tiesOf(collapse(graph, { level: 'service', grouping: 'system', open: [] }), 'centre');
}

it('puts callers above and callees below, and says how many have no room', () => {
  const ego = egoOf(tiesFor(2, 9));
  expect(ego.callers.every(({ top }) => top < ego.centreTop)).toBe(true);
  expect(ego.callees).toHaveLength(5);
  expect(ego.callees.every(({ top }) => top > ego.centreTop)).toBe(true);
  expect(ego.more).toEqual({ callers: 0, callees: 4 });
});

it('keeps every box within the width, and none on another', () => {
  for (const count of [1, 2, 3, 4, 5]) {
    const { callees, height } = egoOf(tiesFor(count, count));
    for (const { left, width, top } of callees) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(1.0001);
      expect(top).toBeLessThan(height);
    }
    const places = callees.map(({ left, top }) => `${left.toFixed(3)} ${top}`);
    expect(new Set(places).size).toBe(count);
  }
});

it('is the service alone when nothing is joined to it', () => {
  expect(egoOf(tiesFor(0, 0))).toMatchObject({ callers: [], callees: [], centreTop: 8 });
});
