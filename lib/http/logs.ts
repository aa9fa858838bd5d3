import type { LogMessage } from '@/lib/model';
import { pullBody, type PullCall } from './pull';

const SHARED = {
  // no-transform: Next would compress every stream apart, and hold it back. X-Accel-Buffering: nginx would too.
  'cache-control': 'no-cache, no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Answers `GET /api/v1/logs` with messages as server-sent events. Throws what opening them throws. */
export async function sendLogs(
  call: PullCall,
  open: (signal: AbortSignal) => AsyncGenerator<LogMessage>,
): Promise<Response> {
  const body = await pullBody<LogMessage>(call, (signal) => ({
    pieces: open(signal),
    encode: (message) => `event: ${message.type}\ndata: ${JSON.stringify(message)}\n\n`,
    beat: ': beat\n\n',
  }));
  return new Response(body, { headers: { ...SHARED, 'content-type': 'text/event-stream' } });
}

/** Answers `GET /api/v1/logs/download` with a text file. Throws what opening it throws. */
export async function sendLogText(
  call: PullCall & { readonly query: Readonly<Record<string, unknown>> },
  open: (signal: AbortSignal) => Promise<AsyncGenerator<string>>,
): Promise<Response> {
  const body = await pullBody<string>(call, async (signal) => ({
    pieces: await open(signal),
    encode: (text) => text,
    beat: null,
  }));
  return new Response(body, {
    headers: {
      ...SHARED,
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(call.query)}"`,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** `payments-production-eu-payments.log`: what, cluster, namespace; only characters that need no quoting. */
function fileName({ pod, name, service, cluster, namespace }: Readonly<Record<string, unknown>>): string {
  const parts = [pod ?? name ?? String(service).split('~')[0], cluster, namespace].map(String);
  return `${parts.join('-').replaceAll(/[^\w.-]+/g, '_')}.log`;
}
