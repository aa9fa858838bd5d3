import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that this one started. Its output goes to a file. */
export type Child = {
  readonly name: string;
  readonly pid: number;
  /** How it ended; null while it runs. */
  readonly ended: () => string | null;
  /** Sends the signal and waits for the end; after `graceMs` it sends SIGKILL. Safe to call twice. */
  readonly stop: (signal?: NodeJS.Signals, graceMs?: number) => Promise<void>;
  /** The last lines of its output, for an error message. */
  readonly tail: () => string;
};

/** Ends all processes that still run when this process ends, for whatever reason. */
export type Guard = { watch: (child: ChildProcess) => void; dismiss: () => void };

/** Starts a guard process. If it has to end processes it also removes `folder`; null keeps the folder. */
export function startGuard(folder: string | null): Guard {
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'guard.mjs'), folder ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  guard.stdin.on('error', () => undefined);
  // An open pipe keeps the event loop alive, and a finished test run would not end.
  (guard.stdin as unknown as { unref?: () => void }).unref?.();
  return {
    watch(child) {
      guard.stdin.write(`+${child.pid}\n`);
      child.once('exit', () => guard.stdin.write(`-${child.pid}\n`));
    },
    dismiss() {
      guard.stdin.end();
    },
  };
}

export type ChildSpec = {
  name: string;
  program: string;
  args: string[];
  logFile: string;
  env?: Record<string, string>;
};

/** Starts a process apart from the terminal's group, so that Ctrl-C reaches it only through an orderly stop. */
export function startChild({ name, program, args, logFile, env }: ChildSpec, guard: Guard): Child {
  const log = openSync(logFile, 'a');
  const child = spawn(program, args, {
    stdio: ['ignore', log, log],
    detached: true,
    env: { ...process.env, ...env },
  });
  closeSync(log);
  child.unref();
  let end: string | null = null;
  child.once('error', (error) => (end = error.message));
  child.once('exit', (code, signal) => (end ??= signal ?? `exit code ${code}`));
  if (child.pid !== undefined) guard.watch(child);
  return {
    name,
    pid: child.pid ?? -1,
    ended: () => end,
    tail: () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n'),
    async stop(signal = 'SIGTERM', graceMs = 5_000) {
      if (end === null) child.kill(signal);
      const deadline = Date.now() + graceMs;
      while (end === null) {
        if (Date.now() > deadline) child.kill('SIGKILL');
        await sleep(10);
      }
    },
  };
}

/** Waits until `probe` is true. Throws, with the last lines of the output, when the process ends first or the time is over. */
export async function waitUntilUp(
  child: Child,
  probe: () => Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await probe().catch(() => false))) {
    const end = child.ended();
    if (end !== null) throw new Error(`${child.name} ended (${end}) before it was up:\n${child.tail()}`);
    if (Date.now() > deadline)
      throw new Error(`${child.name} was not up within ${timeoutMs} ms:\n${child.tail()}`);
    await sleep(25);
  }
}
