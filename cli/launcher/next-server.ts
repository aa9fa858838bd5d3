import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { Env } from '@/lib/env';

/** How long an orderly stop may take before the process is killed; the database stops in what is left of the 5 s. */
const STOP_MS = 3000;
const POLL_MS = 25;

export interface NextOptions {
  readonly root: string;
  readonly mode: 'production' | 'development';
  readonly host: string;
  readonly port: number;
  readonly env: Env;
  /** Takes each line of output: `log` one JSON line of ours, `note` anything else. */
  readonly onLine: (kind: 'log' | 'note', line: string) => void;
}

export interface NextServer {
  /** Resolves with the exit code when the process has ended, whoever ended it. */
  readonly ended: Promise<number>;
  /** Asks it to stop; kills it after 3 s, or as soon as `insisted` is aborted. */
  stop(insisted: AbortSignal): Promise<void>;
}

/**
 * Starts Next's server as a child in a process group of its own, so that a terminal's Ctrl-C reaches it only through us.
 * The IPC channel tells it when we are gone: it then stops by itself (lib/runtime).
 */
export function spawnNext(options: NextOptions): NextServer {
  const bin = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const command = options.mode === 'production' ? 'start' : 'dev';
  const args = [bin, command, '-H', options.host, '-p', String(options.port)];
  const child = spawn(process.execPath, args, {
    cwd: options.root,
    env: {
      ...options.env,
      NODE_ENV: options.mode,
      NEXT_MANUAL_SIG_HANDLE: '1',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  });
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() !== '') options.onLine(line.startsWith('{') ? 'log' : 'note', line);
    });
  }
  const kill = (signal: NodeJS.Signals): void => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    // Next's development server has children of its own: the group is signalled, not the process alone.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  };
  return {
    ended,
    async stop(insisted) {
      const killNow = () => kill('SIGKILL');
      insisted.addEventListener('abort', killNow, { once: true });
      kill(insisted.aborted ? 'SIGKILL' : 'SIGTERM');
      const timer = setTimeout(killNow, STOP_MS);
      await ended;
      clearTimeout(timer);
      insisted.removeEventListener('abort', killNow);
    },
  };
}

/**
 * Waits until the server answers `/healthz`.
 *
 * @returns true when it does; false when the process ended or `stop` was aborted first.
 */
export async function untilServing(address: string, server: NextServer, stop: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  void server.ended.then(() => over.abort());
  const either = AbortSignal.any([over.signal, stop]);
  while (!either.aborted) {
    if (await answers(`${address}/healthz`)) return true;
    await wait(POLL_MS);
  }
  return false;
}

/** With a connection of its own: one that is kept alive would keep the launcher alive after its work. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}
