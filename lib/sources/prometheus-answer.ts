import type { MetricSample } from '@/lib/model';

/** The answer of a Prometheus to an instant query. `refused`: why it did not answer, in its own words. */
type Answer =
  { readonly samples: readonly MetricSample[] } | { readonly refused: string; readonly samples?: undefined };

/** A graph of more series is one that nobody can read. */
const SERIES_MAX = 50_000;

/**
 * Reads the JSON of `/api/v1/query` (prometheus.io/docs/prometheus/latest/querying/api): a vector. It never throws; a series
 * of another shape is left out.
 */
export function readAnswer(json: unknown): Answer {
  if (!isRecord(json)) return { refused: 'The answer is not a JSON object.' };
  if (json['status'] !== 'success') {
    const why = typeof json['error'] === 'string' ? json['error'] : 'it does not say why';
    return { refused: `The query failed: ${why}` };
  }
  const data = json['data'];
  const result = isRecord(data) && data['resultType'] === 'vector' ? data['result'] : undefined;
  if (!Array.isArray(result)) return { refused: 'The answer holds no vector.' };
  if (result.length > SERIES_MAX) return { refused: `The answer holds more than ${SERIES_MAX} series.` };
  return { samples: result.flatMap((one: unknown) => sampleOf(one) ?? []) };
}

function sampleOf(one: unknown): MetricSample | null {
  if (!isRecord(one) || !isRecord(one['metric']) || !Array.isArray(one['value'])) return null;
  const [, text] = one['value'] as readonly unknown[];
  if (typeof text !== 'string') return null;
  const labels = Object.entries(one['metric']).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { labels: Object.fromEntries(labels), value: text === '+Inf' ? Infinity : Number(text || NaN) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
