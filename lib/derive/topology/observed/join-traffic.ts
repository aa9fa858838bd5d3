import type { Evidence, MapEdge, Traffic, TrafficKind } from '@/lib/model';
import { TRAFFIC_KINDS } from '@/lib/model';
import type { MapLinks, OtherBox } from '../aggregate';
import { strongestFirst } from '../evidence';
import { edgeId } from '../ids';
import { evidenceOfTraffic } from './evidence-of-traffic';
import type { FailedCalls, Observation } from './observation';
import { pairOf } from './pair';
import { NOTHING_PLACED, type Placing, type TrafficReading } from './reading';
import { rounded, roundedShare } from './rounding';
import { mostFirst, totalOf } from './call-totals';
import type { Whereabouts } from './whereabouts';

/** All traffic between two boxes in one metric of one reading. */
export interface ObservedCall {
  readonly from: string;
  readonly to: string;
  readonly cluster: string;
  readonly reading: TrafficReading;
  readonly kind: TrafficKind;
  readonly metric: string;
  readonly unit: Observation['unit'];
  readonly labels: Observation['labels'];
  readonly perSecond: number;
  readonly failures: readonly FailedCalls[];
  /** That of the slowest series, because percentiles cannot be added. */
  readonly p95Ms: number | null;
  readonly bytesPerSecond: number | null;
}

export interface WithTraffic extends MapLinks {
  /** By the reading's address. */
  readonly placing: ReadonlyMap<string, Placing>;
}

/**
 * The edges of the map with the traffic that metrics show: configured calls become observed, and calls without
 * configuration are added. Each reading of a call is evidence; its rate is that of one reading, never the sum. A flow
 * is only evidence for a call that is known from something else.
 */
export function joinTraffic(
  links: MapLinks,
  readings: readonly TrafficReading[],
  whereabouts: Whereabouts,
): WithTraffic {
  const hosts = hostsIn(links.others);
  const seen = new Map<string, ObservedCall>();
  const placing = new Map<string, Placing>();
  for (const reading of readings) {
    const counts = { ...NOTHING_PLACED };
    for (const observation of reading.observations) {
      const pair = pairOf(observation, { whereabouts, clusters: reading.clusters, hosts });
      counts[pair.from === undefined ? pair.leftOut : 'placed'] += 1;
      if (pair.from !== undefined)
        add(seen, observation, { reading, from: pair.from.id, to: pair.to, cluster: pair.from.cluster });
    }
    placing.set(reading.address, counts);
  }
  return { ...joined(links, [...seen.values()]), placing };
}

function add(
  all: Map<string, ObservedCall>,
  observation: Observation,
  at: Pick<ObservedCall, 'reading' | 'from' | 'to' | 'cluster'>,
): void {
  const { kind, metric, unit, labels, perSecond, failures, p95Ms, bytesPerSecond } = observation;
  if (at.from === at.to) return;
  const key = JSON.stringify([at.from, at.to, at.reading.address, metric]);
  const held = all.get(key);
  const sums = new Map<string, number>();
  for (const one of [...(held?.failures ?? []), ...failures])
    sums.set(one.what, (sums.get(one.what) ?? 0) + one.perSecond);
  all.set(key, {
    ...at,
    kind,
    metric,
    unit,
    labels: held?.labels ?? labels,
    perSecond: perSecond + (held?.perSecond ?? 0),
    failures: mostFirst(sums),
    p95Ms: greater(p95Ms, held?.p95Ms ?? null),
    bytesPerSecond: sumOf(bytesPerSecond, held?.bytesPerSecond ?? null),
  });
}

function joined({ edges, others }: MapLinks, seen: readonly ObservedCall[]): MapLinks {
  const byEdge = new Map<string, ObservedCall[]>();
  for (const one of [...seen].sort(byTrust)) {
    const id = edgeId(one.from, one.to, 'calls');
    byEdge.set(id, [...(byEdge.get(id) ?? []), one]);
  }
  const known = new Set(edges.map(({ id }) => id));
  const added = [...byEdge].flatMap(([id, calls]) =>
    known.has(id) || calls.every(({ unit }) => unit === 'flows') ? [] : (edgeOf(id, calls) ?? []),
  );
  const boxes = new Set(others.map(({ id }) => id));
  const hosts = [...new Set(added.map(({ to }) => to))].filter(
    (id) => id.startsWith('host:') && !boxes.has(id),
  );
  return {
    edges: [
      ...edges.map((edge) => {
        const calls = byEdge.get(edge.id);
        return calls === undefined ? edge : withSeen(edge, calls);
      }),
      ...added,
    ],
    others: [...others, ...hosts.map(hostBoxOf)],
  };
}

type Edge = Omit<MapEdge, 'verdict'>;

function edgeOf(id: string, calls: readonly ObservedCall[]): Edge | null {
  const [first] = calls;
  if (first === undefined) return null;
  const { from, to } = first;
  const bare: Edge = { kindOfRow: 'edge', id, from, to, kind: 'calls', evidence: [], traffic: null };
  return withSeen(bare, calls);
}

function withSeen(edge: Edge, calls: readonly ObservedCall[]): Edge {
  const evidence: Evidence[] = calls.map(evidenceOfTraffic);
  const requests = calls.find(({ unit }) => unit === 'requests');
  return {
    ...edge,
    evidence: strongestFirst([...evidence, ...edge.evidence]),
    traffic: requests === undefined ? null : trafficOf(requests),
  };
}

function trafficOf({ perSecond, failures, p95Ms, reading }: ObservedCall): Traffic {
  return {
    perMinute: rounded(perSecond * 60),
    failShare: roundedShare(totalOf(failures) / perSecond),
    p95Ms: p95Ms === null ? null : rounded(p95Ms),
    ...(reading.isOld ? { until: reading.observedAt } : {}),
  };
}

const UNITS: readonly ObservedCall['unit'][] = ['requests', 'connections', 'flows'];

/** Current readings before old ones, requests before packets, a mesh before traces, which are often sampled. */
function byTrust(a: ObservedCall, b: ObservedCall): number {
  return (
    Number(a.reading.isOld) - Number(b.reading.isOld) ||
    UNITS.indexOf(a.unit) - UNITS.indexOf(b.unit) ||
    TRAFFIC_KINDS.indexOf(a.kind) - TRAFFIC_KINDS.indexOf(b.kind) ||
    b.perSecond - a.perSecond ||
    (a.metric < b.metric ? -1 : 1)
  );
}

function hostsIn(others: readonly OtherBox[]): ReadonlyMap<string, readonly string[]> {
  const hosts = new Map<string, string[]>();
  for (const { id } of others) {
    const [kind, host = ''] = id.split(':');
    if (kind === 'host') hosts.set(host, [...(hosts.get(host) ?? []), id]);
  }
  return hosts;
}

function hostBoxOf(id: string): OtherBox {
  const name = id.slice('host:'.length);
  return { id, kind: 'external', what: 'host', name, cluster: null, namespace: null };
}

function greater(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function sumOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}
