import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { CheckStatus, Heard } from '@/lib/model';
import type { ProbeTarget } from './target';

/** The result of a probe. The sentence states the verdict and nothing of the answer's content, so that equal verdicts have equal sentences. */
export interface ProbeResult {
  readonly status: CheckStatus;
  readonly sentence: string;
  readonly tookMs: number;
  /** Null: nothing was sent. */
  readonly heard: Heard | null;
}

/** The answer of a target: the verdict, and its name in the protocol (`HTTP 200`, `SERVING`). */
export interface ProbeAnswer {
  readonly status: CheckStatus;
  readonly what: string;
}

type Send = (target: ProbeTarget, signal: AbortSignal) => Promise<ProbeAnswer>;

/** Sends one probe, only to the address of the target: it follows no redirect and uses no proxy. Never rejects. */
export async function ask(target: ProbeTarget, timeoutMs: number): Promise<ProbeResult> {
  const send = await SENDERS[target.kind]();
  const begun = performance.now();
  const took = (): number => Math.round(performance.now() - begun);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { status, what } = await send(target, signal);
    return { status, sentence: `${what}.`, tookMs: took(), heard: 'answer' };
  } catch (error) {
    const why = signal.aborted
      ? `No answer within ${timeoutMs} ms.`
      : `It cannot be reached: ${codeOf(error)}.`;
    return { status: 'critical', sentence: why, tookMs: took(), heard: 'silence' };
  }
}

const SENDERS: Record<ProbeTarget['kind'], () => Send | Promise<Send>> = {
  http: () => askHttp,
  tcp: () => askTcp,
  // Loaded by the first probe that needs it, before its latency is measured.
  grpc: async () => (await import('./grpc-health')).checkGrpcHealth,
};

/** The rule of Consul: 2xx is passing, 429 is a warning, everything else is critical. */
function askHttp({ address, port, host, tls, path }: ProbeTarget, signal: AbortSignal): Promise<ProbeAnswer> {
  const { request } = tls ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request({
      host: address,
      port,
      path,
      signal,
      agent: false,
      headers: { host, 'user-agent': 'pilothouse-probe', accept: 'application/json, */*' },
      ...(tls && net.isIP(host.replace(/:\d+$/, '')) === 0 ? { servername: host.replace(/:\d+$/, '') } : {}),
    });
    asked.once('response', (response) => {
      const code = response.statusCode ?? 0;
      // Its body is not read.
      response.destroy();
      const status = code >= 200 && code < 300 ? 'passing' : code === 429 ? 'warning' : 'critical';
      resolve({ status, what: `HTTP ${code}` });
    });
    // Destroying the response is an error of the request too, after the promise has resolved.
    asked.on('error', reject);
    asked.end();
  });
}

function askTcp({ address, port }: ProbeTarget, signal: AbortSignal): Promise<ProbeAnswer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: address, port, signal });
    socket.once('connect', () => {
      socket.destroy();
      resolve({ status: 'passing', what: 'It took the connection' });
    });
    socket.once('error', reject);
  });
}

/** What the commonest of the system's codes mean (errno(3)). */
const CODE_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'no route to it',
  ENETUNREACH: 'no route to its network',
  ETIMEDOUT: 'no answer to the connection',
};

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (Object.hasOwn(CODE_WORDS, code)) return CODE_WORDS[code] ?? code;
  return /^[A-Z0-9_]{2,40}$/.test(code) ? code : 'the connection failed';
}
