import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Measurements that the server process reports about itself; sizes in bytes. */
export interface ServerState {
  readonly pid: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  /** The longest time for which the event loop was blocked since the last answer, in ms. */
  readonly worstDelayMs: number;
}

/** Looks into one product's server process, which is started with `env`. */
export interface ServerGauge {
  readonly env: Readonly<Record<string, string>>;
  /** The state as it is; begins a new record of delays. */
  delays(): Promise<ServerState>;
  /** The state after a collection of garbage. */
  memory(): Promise<ServerState>;
  remove(): Promise<void>;
}

export async function createServerGauge(): Promise<ServerGauge> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-gauge-'));
  const path = join(folder, 'socket');
  const preload = new URL('server-gauge-preload.mjs', import.meta.url).href;
  return {
    env: { NODE_OPTIONS: `--import ${preload}`, PILOTHOUSE_BENCH_GAUGE: path },
    delays: () => question(path, 'd'),
    memory: () => question(path, 'm'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function question(path: string, letter: 'd' | 'm'): Promise<ServerState> {
  const socket = connect(path).setEncoding('utf8');
  let text = '';
  socket.on('data', (chunk: string) => (text += chunk));
  socket.write(letter);
  await once(socket, 'end');
  socket.destroy();
  return JSON.parse(text) as ServerState;
}
