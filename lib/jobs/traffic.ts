import { DIALECTS, type Observation } from '@/lib/derive/topology/observed';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';
import type { MetricAnswers, MetricsSettings, SourceReading, TrafficKind } from '@/lib/model';

type AskedKinds = Pick<MetricsSettings, 'kinds' | 'clusterLabel'>;

/** What is asked of a Prometheus to know who calls whom: the queries of each kind, by `istio/requests`. */
export function trafficQueries({ kinds, clusterLabel }: AskedKinds): Readonly<Record<string, string>> {
  const labels = clusterLabel === undefined ? [] : [clusterLabel];
  return Object.fromEntries(
    kinds.flatMap((kind) =>
      Object.entries(DIALECTS[kind].queries(labels)).map(([name, query]) => [nameOf(kind, name), query]),
    ),
  );
}

/** The calls that the answers to `trafficQueries` show. */
export function observationsOf(
  answers: MetricAnswers,
  { kinds, clusterLabel }: AskedKinds,
): readonly Observation[] {
  return kinds.flatMap((kind) => {
    const names = Object.keys(DIALECTS[kind].queries([]));
    const own = Object.fromEntries(names.map((name) => [name, answers[nameOf(kind, name)] ?? []]));
    return DIALECTS[kind].read(own, clusterLabel ?? null);
  });
}

function nameOf(kind: TrafficKind, name: string): string {
  return `${kind}/${name}`;
}

/**
 * Keeps the last traffic of each Prometheus of the settings, in their order.
 *
 * @returns a function that takes a reading and calls `onTraffic` with all of them, as a new array.
 */
export function keepTraffic(
  sources: readonly MetricsSettings[],
  onTraffic: (readings: readonly TrafficReading[]) => void,
): (reading: SourceReading<MetricAnswers>) => void {
  const kept = new Map<string, TrafficReading>();
  return ({ name, value, observedAt, isOld }) => {
    const settings = sources.find(({ url }) => url === name);
    if (settings === undefined) return;
    const observations = observationsOf(value, settings);
    kept.set(name, { address: name, clusters: settings.clusters ?? null, observedAt, isOld, observations });
    onTraffic(sources.flatMap(({ url }) => kept.get(url) ?? []));
  };
}
