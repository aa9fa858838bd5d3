import { connect, type Socket } from 'node:net';

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** The whole request of the n-th call: HTTP/1.1, kept alive. */
  readonly request: (index: number) => string;
  /** How much longer than `seconds` answers are waited for. */
  readonly graceSeconds?: number;
}

export interface LoadResult {
  /** From when a call was due to its whole answer, sorted. */
  readonly tookMs: readonly number[];
  readonly refused: number;
}

interface Line {
  readonly socket: Socket;
  buffer: string;
  dueAt: number;
}

/**
 * Calls at a steady rate, whether answers come or not: one that waits for its turn counts its waiting. Over plain sockets, since the one
 * who measures shares the machine with what is measured.
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
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
      // The first is due at once, not when its part of a second is over.
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

/** The status of the answer that is whole in the buffer, which is empty after; null while it is not whole. */
function takeAnswer(line: Line): number | null {
  const head = line.buffer.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = Number(/content-length: (\d+)/i.exec(line.buffer.slice(0, head))?.[1] ?? 0);
  if (line.buffer.length < head + 4 + length) return null;
  const status = Number(line.buffer.slice(9, 12));
  line.buffer = '';
  return status;
}
