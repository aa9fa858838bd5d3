import type { Observation } from '@/lib/derive/topology/observed';
import { configSchema } from '@/lib/model';
import { SOURCES } from '@/lib/sources';
import { readOnce } from '@/lib/sources/testing/read-once';
import { observationsOf, trafficQueries } from '../traffic';

/** Who calls whom, as one Prometheus knows it now. `settings` is an entry of `metrics` in PILOTHOUSE_CONFIG. */
export async function readTraffic(settings: {
  readonly url: string;
  readonly [name: string]: unknown;
}): Promise<readonly Observation[]> {
  const config = configSchema.parse({ metrics: [settings] });
  const [source] = SOURCES.prometheus({ config, tokens: new Map(), metricQueries: trafficQueries });
  const [metrics] = config.metrics;
  if (source === undefined || metrics === undefined) throw new Error('The settings name no Prometheus.');
  return observationsOf(await readOnce(source), metrics);
}
