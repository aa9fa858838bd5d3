import type { IncomingMessage } from 'node:http';
import { AppError, REGISTRY_LIMITS, type Actor } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';

/** A request of the registry's that is answered before Next. */
export interface FrontCall {
  readonly method: string;
  /** Decoded, without the first slash: `['v1', 'agent', 'check', 'pass', 'web-1']`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly runtime: Runtime;
  readonly actor: Actor;
  /** The address that the request came from: the last of X-Forwarded-For, which the nearest proxy adds, else the socket's. */
  readonly from: string | null;
  /** Aborted when the caller is gone, or the process ends. */
  readonly signal: () => AbortSignal;
  /** The body as JSON. @throws AppError `too-large`, `invalid-input`. */
  json(): Promise<unknown>;
}

export interface FrontAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** The operation, for the metrics. */
  readonly operation: string;
}

/** The body of a request, at most 64 KB. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const tooLarge = new AppError(
    'too-large',
    `The body is larger than ${REGISTRY_LIMITS.bodyBytes / 1024} KiB.`,
  );
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > REGISTRY_LIMITS.bodyBytes) throw tooLarge;
    chunks.push(chunk);
  }
  if (length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))) as unknown;
  } catch (cause) {
    throw new AppError('invalid-input', 'The body is not JSON.', { cause });
  }
}
