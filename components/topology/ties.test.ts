import { expect, it } from 'vitest';
import { collapse } from './collapse';
import { graphOf } from './graph';
import { edge, node } from './testing/rows';
import { tiesOf } from './ties';

it('lists what fails first, then what carries most, then by name', () => {
  const traffic = (perMinute: number, failShare = 0) =>
    ({ source: 'observed', traffic: { perMinute, failShare, p95Ms: null } }) as const;
  const rows = [
    ...['payments', 'zebra', 'ant', 'busy', 'ill'].map((name) => node(name)),
    edge('zebra', 'payments'),
    edge('ant', 'payments'),
    edge('busy', 'payments', traffic(900)),
    edge('ill', 'payments', traffic(3, 0.5)),
    edge('payments', 'ant'),
  ];
  const graph = graphOf(rows, { environment: [], cluster: [] });
  const { callers, callees } = tiesOf(
    collapse(graph, { level: 'service', grouping: 'system', open: [] }),
    'payments',
  );
  expect(callers.map(({ other }) => other.label)).toEqual(['ill', 'busy', 'ant', 'zebra']);
  expect(callees.map(({ other }) => other.label)).toEqual(['ant']);
});
