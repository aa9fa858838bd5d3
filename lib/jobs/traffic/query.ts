import { readAnswer, type Sample } from '@/lib/derive/topology/observed';

/** More bytes than this are no graph that anybody can read. */
const BYTES_MAX = 32 * 1024 * 1024;
const WORDS_MAX = 200;
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

export interface QueryRequest {
  /** The address of the settings, without `/api/v1/query`. */
  readonly address: string;
  readonly token: string | null;
  readonly query: string;
  readonly timeoutMs: number;
  /** Aborted when the process stops. */
  readonly signal: AbortSignal;
}

/** Why a Prometheus could not be read, as a sentence for people. It holds nothing that was sent. */
export class TrafficUnread extends Error {
  override readonly name = 'TrafficUnread';
}

/**
 * Asks one instant query (`POST /api/v1/query`, prometheus.io/docs/prometheus/latest/querying/api). Redirects are not followed: the address,
 * and where the token goes, is the one of the settings. What is answered beyond the bounds is not read.
 *
 * @throws TrafficUnread
 */
export async function query(request: QueryRequest): Promise<readonly Sample[]> {
  const text = await post(request);
  const answer = readAnswer(parsed(text));
  if (answer.samples === undefined) throw new TrafficUnread(sentence(answer.refused));
  return answer.samples;
}

async function post({ address, token, query: asked, timeoutMs, signal }: QueryRequest): Promise<string> {
  const body = new URLSearchParams({ query: asked, timeout: `${timeoutMs}ms` });
  try {
    const answer = await fetch(`${address.replace(/\/+$/u, '')}/api/v1/query`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        'user-agent': 'pilothouse',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const text = await bounded(answer);
    // A refused query (400, 422, 503) says why in the body, as JSON.
    if (answer.ok || isRefusal(text)) return text;
    throw new TrafficUnread(`It answered ${answer.status}.`);
  } catch (error) {
    throw error instanceof TrafficUnread
      ? error
      : new TrafficUnread(wordsOf(error, timeoutMs), { cause: error });
  }
}

async function bounded(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > BYTES_MAX)
      throw new TrafficUnread(`Its answer is longer than ${BYTES_MAX / 1024 / 1024} MiB.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TrafficUnread('It does not answer as a Prometheus does.', { cause: error });
  }
}

function isRefusal(text: string): boolean {
  return /^\s*\{\s*"status"\s*:\s*"error"/u.test(text);
}

function wordsOf(error: unknown, timeoutMs: number): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return `It did not answer within ${timeoutMs / 1000} s.`;
  if (name === 'AbortError') return 'Pilothouse stopped before the answer came.';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
  return `It cannot be reached (${code}).`;
}

/** Foreign words: on one line, bounded, with one full stop. */
function sentence(words: string): string {
  const line = words
    .replaceAll(UNSHOWN, ' ')
    .trim()
    .replace(/[.\s]+$/u, '');
  return line.length > WORDS_MAX ? `${line.slice(0, WORDS_MAX)}…` : `${line}.`;
}
