import {
  isSourceUnread,
  SourceUnread,
  type SourceBounds,
  type SourceClient,
  type SourceRequest,
} from '@/lib/model';

/** A timer, as a port: calls back after `ms`; the return value cancels. */
export type Wait = (ms: number, callback: () => void) => () => void;

export interface SourceClientOptions {
  readonly bounds: SourceBounds;
  /** Aborted when the process stops. */
  readonly stopping: AbortSignal;
  readonly after: Wait;
}

/**
 * The client of one reading, which keeps the bounds of its source. `close` frees what the reading held; it is called in any case, and ends
 * requests that are still open.
 */
export function createSourceClient({ bounds, stopping, after }: SourceClientOptions): SourceClient & {
  readonly close: () => void;
} {
  const overdue = `It was not read within ${bounds.readingMs / 1000} s.`;
  const reading = deadline({ ms: bounds.readingMs, after, sentence: overdue });
  const signal = AbortSignal.any([stopping, reading.signal]);
  return {
    signal,
    async request(request) {
      const sentence = `It did not answer within ${bounds.answerMs / 1000} s.`;
      const answer = deadline({ ms: bounds.answerMs, after, sentence });
      try {
        return await send(request, bounds.answerBytes, AbortSignal.any([signal, answer.signal]));
      } catch (error) {
        throw unreadFor(error, stopping);
      } finally {
        answer.cancel();
      }
    },
    close() {
      reading.cancel();
      reading.abort();
    },
  };
}

async function send({ url, ...request }: SourceRequest, bytesMax: number, signal: AbortSignal) {
  const { headers, ...rest } = request;
  const response = await fetch(url, {
    ...rest,
    headers: { 'user-agent': 'pilothouse', ...headers },
    redirect: 'manual',
    signal,
  });
  return { status: response.status, text: await readText(response, bytesMax) };
}

async function readText(response: Response, bytesMax: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new SourceUnread(`Its answer is longer than ${sizeText(bytesMax)}.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function sizeText(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MiB` : `${bytes} bytes`;
}

function deadline({ ms, after, sentence }: { ms: number; after: Wait; sentence: string }) {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new SourceUnread(sentence));
  return { signal: controller.signal, abort, cancel: after(ms, abort) };
}

function unreadFor(error: unknown, stopping: AbortSignal): SourceUnread {
  if (isSourceUnread(error)) return error;
  if (stopping.aborted)
    return new SourceUnread('Pilothouse stopped before the answer came.', { cause: error });
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
  return new SourceUnread(`It cannot be reached (${code}).`, { cause: error });
}
