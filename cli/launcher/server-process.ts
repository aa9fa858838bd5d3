import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Env } from '@/lib/env';

/** How long an orderly stop may take before the process is killed. The database stops in the rest of the 5 s. */
const STOP_MS = 3000;

export interface ServerOptions {
  /** The folder that holds server.mjs. */
  readonly root: string;
  readonly mode: 'production' | 'development';
  readonly host: string;
  readonly port: number;
  readonly env: Env;
  /** Receives each line of output: `log` is a JSON line of our log, `note` is any other line. */
  readonly onLine: (kind: 'log' | 'note', line: string) => void;
}

export interface ServerProcess {
  /** Resolves when the whole product is served. */
  readonly serving: Promise<void>;
  /** Resolves with the exit code when the process has ended, for whatever reason. */
  readonly ended: Promise<number>;
  /** Asks it to stop; kills it after 3 s, or as soon as `insisted` is aborted. */
  stop(insisted: AbortSignal): Promise<void>;
}

/**
 * Starts the server as a child in its own process group, so that Ctrl-C in a terminal reaches it only through the launcher. The server
 * reports through an IPC channel when it is ready. When that channel closes, the launcher has ended, and the server stops itself.
 */
export function spawnServer(options: ServerOptions): ServerProcess {
  const { root, mode, host, port, onLine } = options;
  const child = spawn(process.execPath, [path.join(root, 'server.mjs')], {
    cwd: root,
    env: {
      ...options.env,
      NODE_ENV: mode,
      HOSTNAME: host,
      PORT: String(port),
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  });
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
  const serving = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'serving') resolve();
    });
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() !== '') onLine(line.startsWith('{') ? 'log' : 'note', line);
    });
  }
  const kill = (signal: NodeJS.Signals): void => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    // Next's development server has children of its own, so the signal goes to the whole group.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  };
  return {
    serving,
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

/** Waits until the server serves: true. False: the process ended or `stop` was aborted first. */
export async function untilServing({ serving, ended }: ServerProcess, stop: AbortSignal): Promise<boolean> {
  const stopped = stop.aborted ? Promise.resolve() : once(stop, 'abort');
  return Promise.race([serving.then(() => true), ended.then(() => false), stopped.then(() => false)]);
}
