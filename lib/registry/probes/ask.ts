import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import type { CheckStatus, Heard } from '@/lib/model';
import type { ProbeTarget } from './target';

/** How a probe went. The sentence tells the verdict, never anything that was answered; of equal verdicts it is the same. */
export interface ProbeResult {
  readonly status: CheckStatus;
  readonly sentence: string;
  readonly tookMs: number;
  /** Null: nobody was asked. */
  readonly heard: Heard | null;
}

/** Asks once, at the address of the target and nowhere else: no redirect is followed. Never rejects. */
export async function ask(target: ProbeTarget, timeoutMs: number): Promise<ProbeResult> {
  const begun = performance.now();
  const took = (): number => Math.round(performance.now() - begun);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { status, what } = await ASK[target.kind](target, signal);
    return { status, sentence: `${what}.`, tookMs: took(), heard: 'answer' };
  } catch (error) {
    const why = signal.aborted
      ? `No answer within ${timeoutMs} ms.`
      : `It cannot be reached: ${codeOf(error)}.`;
    return { status: 'critical', sentence: why, tookMs: took(), heard: 'silence' };
  }
}

interface Answer {
  readonly status: CheckStatus;
  readonly what: string;
}

const ASK: Record<ProbeTarget['kind'], (target: ProbeTarget, signal: AbortSignal) => Promise<Answer>> = {
  http: askHttp,
  tcp: askTcp,
  grpc: askGrpc,
};

/** As Consul judges: 2xx passes, 429 warns, everything else is critical. */
function askHttp({ address, port, host, tls, path }: ProbeTarget, signal: AbortSignal): Promise<Answer> {
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
      // What it says is not read.
      response.destroy();
      const status = code >= 200 && code < 300 ? 'passing' : code === 429 ? 'warning' : 'critical';
      resolve({ status, what: `HTTP ${code}` });
    });
    // A destroyed answer is an error of the request as well, after it was heard.
    asked.on('error', reject);
    asked.end();
  });
}

function askTcp({ address, port }: ProbeTarget, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: address, port, signal });
    socket.once('connect', () => {
      socket.destroy();
      resolve({ status: 'passing', what: 'It took the connection' });
    });
    socket.once('error', reject);
  });
}

/** `grpc.health.v1.Health/Check` (github.com/grpc/grpc/blob/master/doc/health-checking.md), over plain HTTP/2. */
function askGrpc({ address, port, host, path }: ProbeTarget, signal: AbortSignal): Promise<Answer> {
  const authority = net.isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
  return new Promise((resolve, reject) => {
    const session = http2.connect(`http://${authority}`);
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      session.destroy();
      settle();
    };
    const onAbort = (): void => end(() => reject(new Error('aborted')));
    signal.addEventListener('abort', onAbort, { once: true });
    session.once('error', (error: Error) => end(() => reject(error)));
    const stream = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      ':authority': host,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    let length = 0;
    let code = '';
    stream.on(
      'response',
      (headers: http2.IncomingHttpHeaders) => (code = String(headers['grpc-status'] ?? '')),
    );
    stream.on(
      'trailers',
      (headers: http2.IncomingHttpHeaders) => (code = String(headers['grpc-status'] ?? code)),
    );
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= 64) chunks.push(chunk);
    });
    stream.once('error', (error: Error) => end(() => reject(error)));
    stream.once('end', () => end(() => resolve(heardGrpc(Buffer.concat(chunks), code))));
    stream.end(healthRequest(path));
  });
}

/** One frame: not compressed, its length, and `HealthCheckRequest{service: 1}`. */
function healthRequest(service: string): Buffer {
  const name = Buffer.from(service);
  const message = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a, name.length]), name]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

const SERVING = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'] as const;

function heardGrpc(body: Buffer, code: string): Answer {
  if (code !== '' && code !== '0') return { status: 'critical', what: `gRPC status ${code.slice(0, 3)}` };
  const serving = body.length < 7 || body[5] !== 0x08 ? 'UNKNOWN' : (SERVING[body[6] ?? 0] ?? 'UNKNOWN');
  return { status: serving === 'SERVING' ? 'passing' : 'critical', what: serving };
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
