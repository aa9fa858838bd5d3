import { DIALECTS, type Answers, type Observation } from '@/lib/derive/topology/observed';
import type { MetricsSettings } from '@/lib/model';
import { query } from './query';

export interface ReadSource {
  readonly source: MetricsSettings;
  readonly token: string | null;
  readonly signal: AbortSignal;
}

/**
 * Reads all that one Prometheus knows of who calls whom. All of it or nothing: a half would look like calls that ended.
 *
 * @throws TrafficUnread
 */
export async function readSource({ source, token, signal }: ReadSource): Promise<readonly Observation[]> {
  const { url: address, kinds, clusterLabel = null, timeoutSeconds } = source;
  const observations: Observation[] = [];
  for (const kind of kinds) {
    const dialect = DIALECTS[kind];
    const answers: Record<string, Answers[string]> = {};
    // One after the other: a Prometheus that serves others too is not hurried.
    for (const [name, asked] of Object.entries(
      dialect.queries(clusterLabel === null ? [] : [clusterLabel]),
    )) {
      answers[name] = await query({ address, token, query: asked, timeoutMs: timeoutSeconds * 1000, signal });
    }
    observations.push(...dialect.read(answers, clusterLabel));
  }
  return observations;
}
