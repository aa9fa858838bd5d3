import type { Streamed } from '@/lib/api';
import type { LogMessage } from '@/lib/model';
import { openPull, type PullCall } from './pull';

const SHARED = {
  // X-Accel-Buffering: nginx would hold the lines back.
  'cache-control': 'no-cache, no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Opens the answer of `GET /api/v1/logs`: messages as server-sent events. Throws what opening them throws. */
export function sendLogs(
  call: PullCall,
  open: (signal: AbortSignal) => AsyncGenerator<LogMessage>,
): Promise<Streamed> {
  return openPull<LogMessage>(call, (signal) => ({
    headers: { ...SHARED, 'content-type': 'text/event-stream' },
    pieces: open(signal),
    encode: (message) => `event: ${message.type}\ndata: ${JSON.stringify(message)}\n\n`,
    beat: ': beat\n\n',
  }));
}

/** Opens the answer of `GET /api/v1/logs/download`: a text file. Throws what opening it throws. */
export function sendLogText(
  call: PullCall & { readonly query: Readonly<Record<string, unknown>> },
  open: (signal: AbortSignal) => Promise<AsyncGenerator<string>>,
): Promise<Streamed> {
  return openPull<string>(call, async (signal) => ({
    headers: {
      ...SHARED,
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(call.query)}"`,
    },
    pieces: await open(signal),
    encode: (text) => text,
    beat: null,
  }));
}

/** `payments-production-eu-payments.log`: what, cluster, namespace; only characters that need no quoting. */
function fileName({ pod, name, service, cluster, namespace }: Readonly<Record<string, unknown>>): string {
  const parts = [pod ?? name ?? String(service).split('~')[0], cluster, namespace].map(String);
  return `${parts.join('-').replaceAll(/[^\w.-]+/g, '_')}.log`;
}
