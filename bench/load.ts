import { connect, type Socket } from 'node:net';

export interface SteadyLoad {
  readonly port: number;
  readonly connections: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** The whole HTTP/1.1 request of the n-th call, with keep-alive. */
  readonly request: (index: number) => string;
  /** How long to wait for outstanding answers after `seconds` have passed. */
  readonly graceSeconds?: number;
}

export interface LoadResult {
  /** The time from when each call was due until its whole answer was read, in ascending order. */
  readonly tookMs: readonly number[];
  readonly refused: number;
}

interface Line {
  readonly socket: Socket;
  buffer: string;
  dueAt: number;
}

/**
 * Calls at a steady rate, whether answers come or not: where all connections are busy, the wait for a free one counts. Uses plain
 * sockets, because this process shares the machine with the measured server and must take little of its time.
 */
export async function load(options: SteadyLoad): Promise<LoadResult> {
  const { port, connections, perSecond, seconds, request, graceSeconds = 30 } = options;
  const tookMs: number[] = [];
  const waiting: { readonly index: number; readonly dueAt: number }[] = [];
  let refused = 0;
  const send = (line: Line, { index, dueAt }: { index: number; dueAt: number }): void => {
    line.dueAt = dueAt;
    line.socket.write(request(index));
  };
  const lines = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const idle = [...lines];
  for (const line of lines) {
    line.socket.on('data', (chunk: string) => {
      line.buffer += chunk;
      const status = takeAnswer(line);
      if (status === null) return;
      if (status !== 200) refused += 1;
      tookMs.push(performance.now() - line.dueAt);
      const next = waiting.shift();
      if (next === undefined) idle.push(line);
      else send(line, next);
    });
  }
  const begun = performance.now();
  const total = perSecond * seconds;
  let sent = 0;
  await new Promise<void>((done) => {
    const tick = setInterval(() => {
      // The first call is due at once.
      const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * perSecond) + 1);
      for (; sent < due; sent += 1) {
        const call = { index: sent, dueAt: begun + (sent / perSecond) * 1000 };
        const line = idle.shift();
        if (line === undefined) waiting.push(call);
        else send(line, call);
      }
      if (tookMs.length < total && performance.now() - begun < (seconds + graceSeconds) * 1000) return;
      clearInterval(tick);
      done();
    }, 1);
  });
  for (const { socket } of lines) socket.destroy();
  return { tookMs: tookMs.sort((a, b) => a - b), refused: refused + total - tookMs.length };
}

function open(port: number): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true).setEncoding('latin1');
    socket.once('error', reject);
    socket.once('connect', () => resolve({ socket, buffer: '', dueAt: 0 }));
  });
}

/** Takes a complete answer out of the buffer and returns its status; null while the answer is not complete. */
function takeAnswer(line: Line): number | null {
  const head = line.buffer.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = Number(/content-length: (\d+)/i.exec(line.buffer.slice(0, head))?.[1] ?? 0);
  if (line.buffer.length < head + 4 + length) return null;
  const status = Number(line.buffer.slice(9, 12));
  line.buffer = '';
  return status;
}
