import {
  SourceUnread,
  type MetricAnswers,
  type MetricSample,
  type MetricsSettings,
  type SourceClient,
  type SourceKind,
} from '@/lib/model';
import { readAnswer } from './prometheus-answer';

/** An answer of more bytes is a graph that nobody can read. */
const ANSWER_BYTES = 32 * 1024 * 1024;
const SENTENCE_LENGTH_MAX = 200;
const NOT_PRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

interface PrometheusRequest {
  readonly settings: MetricsSettings;
  readonly token: string | null;
  readonly client: SourceClient;
}

/**
 * Each Prometheus of the settings, or what answers as one: its reading is the answers to `metricQueries`. They are asked one after the
 * other, so that a Prometheus which serves others too is not overloaded.
 */
export const prometheus: SourceKind<MetricAnswers> = ({ config, tokens, metricQueries }) =>
  config.metrics.map((settings) => {
    const queries = Object.entries(metricQueries(settings));
    const answerMs = settings.timeoutSeconds * 1000;
    const token = tokens.get(settings.url) ?? null;
    return {
      name: settings.url,
      intervalMs: settings.intervalSeconds * 1000,
      bounds: { answerMs, answerBytes: ANSWER_BYTES, readingMs: answerMs * Math.max(1, queries.length) },
      async read(client) {
        const answers: Record<string, readonly MetricSample[]> = {};
        for (const [name, query] of queries) answers[name] = await ask(query, { settings, token, client });
        return answers;
      },
    };
  });

/** One instant query (`POST /api/v1/query`, prometheus.io/docs/prometheus/latest/querying/api). */
async function ask(
  query: string,
  { settings, token, client }: PrometheusRequest,
): Promise<readonly MetricSample[]> {
  const { status, text } = await client.request({
    url: `${settings.url.replace(/\/+$/u, '')}/api/v1/query`,
    method: 'POST',
    headers: {
      accept: 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: new URLSearchParams({ query, timeout: `${settings.timeoutSeconds * 1000}ms` }),
  });
  // A refused query (400, 422, 503) says why in the body, as JSON.
  if ((status < 200 || status > 299) && !isRefusal(text)) throw new SourceUnread(`It answered ${status}.`);
  const answer = readAnswer(parsed(text));
  if (answer.samples === undefined) throw new SourceUnread(sentence(answer.refused));
  return answer.samples;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceUnread('It does not answer like a Prometheus.', { cause: error });
  }
}

function isRefusal(text: string): boolean {
  return /^\s*\{\s*"status"\s*:\s*"error"/u.test(text);
}

/** Text of a foreign server: on one line, bounded, with one full stop. */
function sentence(text: string): string {
  const line = text
    .replaceAll(NOT_PRINTABLE, ' ')
    .trim()
    .replace(/[.\s]+$/u, '');
  return line.length > SENTENCE_LENGTH_MAX ? `${line.slice(0, SENTENCE_LENGTH_MAX)}…` : `${line}.`;
}
