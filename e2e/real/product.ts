import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../cluster/eventually';
import { commandsOf, endPostgres, isAlive, killTogether, postgresPid, processTree } from './process-tree';

const root = resolve(import.meta.dirname, '../..');
/** The launcher's promise (docs: graceful stop within 5 s, open streams included). */
const STOP_MS_MAX = 5_000;
const READY_MS_MAX = 60_000;

export interface ProductOptions {
  /** As KUBECONFIG takes it. */
  readonly kubeconfig: string;
  /** The data folder to use, which is kept. Without it a temporary one is used, which `stop` removes. */
  readonly dataDir?: string;
  /** The bootstrap token of an earlier start. */
  readonly token?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A Pilothouse as `npm start` runs it, in production mode on a free port of loopback. */
export interface Product {
  readonly url: string;
  /** Its bootstrap token: an administrator's. */
  readonly token: string;
  readonly dataDir: string;
  /** The launcher. */
  readonly pid: number;
  /** From the start of the process until `/readyz` answered. */
  readonly readyAfterMs: number;
  /** Its whole output so far. */
  logs(): string;
  /** Whether the processes of the start all still run. */
  isTheSame(): boolean;
  /** Asks it to stop. Throws when that takes more than 5 s, ends badly or leaves a process behind. Safe to call twice. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Kills the launcher and the server; with `database` also its PostgreSQL. The data folder is kept. */
  kill(options?: { readonly database?: boolean }): Promise<void>;
}

/** Starts the product of the last build and waits until it is ready. Throws with its last words when it ends first. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const token = options.token ?? randomBytes(24).toString('hex');
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'pilothouse-product-')));
  const removable = options.dataDir === undefined ? dataDir : null;
  const begun = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: environment(options, dataDir, token) as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk));
  }
  const running: Running = { child, dataDir, removable, logs: () => output.join('') };
  const guard = startGuard(child, removable);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    try {
      await stopProduct(running, signal);
    } finally {
      guard.dismiss();
      if (removable !== null) await rm(removable, { recursive: true, force: true });
    }
  };
  try {
    const url = await untilReady(running);
    const readyAfterMs = performance.now() - begun;
    return { url, token, dataDir, readyAfterMs, ...(await controls(running, end)) };
  } catch (error) {
    await end('SIGTERM').catch(() => undefined);
    throw error;
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** The folder that goes with the product; null keeps it. */
  readonly removable: string | null;
  readonly logs: () => string;
}

async function controls(
  { child, dataDir, logs }: Running,
  end: (signal: NodeJS.Signals) => Promise<void>,
): Promise<Pick<Product, 'pid' | 'logs' | 'isTheSame' | 'stop' | 'kill'>> {
  const pid = child.pid ?? 0;
  const atStart = await processTree(pid);
  let stopping: Promise<void> | undefined;
  return {
    pid,
    logs,
    isTheSame: () => atStart.every(isAlive),
    stop: (signal = 'SIGTERM') => (stopping ??= end(signal)),
    async kill({ database = false } = {}) {
      const postgres = database ? await postgresPid(dataDir) : null;
      const all = await processTree(pid);
      killTogether([...all, ...(postgres === null ? [] : await processTree(postgres))]);
      await eventually(() => !all.some(isAlive), { what: 'the end of a killed product' });
    },
  };
}

/** An environment with only the variables that every program needs. */
function environment(options: ProductOptions, dataDir: string, token: string): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    HOSTNAME: '127.0.0.1',
    PORT: '0',
    KUBECONFIG: options.kubeconfig,
    PILOTHOUSE_DATA_DIR: dataDir,
    PILOTHOUSE_BOOTSTRAP_TOKEN: token,
    ...options.env,
  };
}

async function untilReady({ child, logs }: Running): Promise<string> {
  const deadline = performance.now() + READY_MS_MAX;
  while (!hasEnded(child) && performance.now() < deadline) {
    const url = /^Pilothouse is at (\S+)$/m.exec(logs())?.[1];
    const answer = url === undefined ? null : await fetch(`${url}/readyz`).catch(() => null);
    if (url !== undefined && answer?.ok) return url;
    await sleep(25);
  }
  const what = hasEnded(child)
    ? `ended with ${child.exitCode ?? child.signalCode} before it was ready`
    : `was not ready within ${READY_MS_MAX / 1000} s`;
  throw new Error(`the product ${what}:\n${lastLines(logs())}`);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function stopProduct(
  { child, dataDir, removable, logs }: Running,
  signal: NodeJS.Signals,
): Promise<void> {
  if (hasEnded(child)) {
    // Its PostgreSQL may be left, and goes with the folder.
    if (removable !== null) await endPostgres(dataDir);
    if (child.signalCode === 'SIGKILL') return;
    throw new Error(`the product had ended by itself with ${child.exitCode}:\n${lastLines(logs())}`);
  }
  const all = await processTree(child.pid ?? 0);
  const postgres = await postgresPid(dataDir);
  if (postgres !== null) all.push(postgres);
  const begun = performance.now();
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  const late = setTimeout(() => killTogether(all), 4 * STOP_MS_MAX);
  await ended;
  clearTimeout(late);
  const tookMs = performance.now() - begun;
  const left = all.filter(isAlive);
  const leftCommands = commandsOf(left);
  killTogether(left);
  const wrong = [
    ...(tookMs > STOP_MS_MAX ? [`took ${Math.round(tookMs)} ms`] : []),
    ...(child.exitCode === 0 ? [] : [`ended with ${child.exitCode ?? child.signalCode}`]),
    ...(left.length > 0 ? [`left behind: ${leftCommands}`] : []),
  ];
  if (wrong.length > 0) throw new Error(`the stop ${wrong.join(', ')}:\n${lastLines(logs())}`);
}

function startGuard(child: ChildProcess, folder: string | null): { dismiss: () => void } {
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'guard.mjs'), folder ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  guard.stdin.on('error', () => undefined);
  // An open pipe keeps the event loop alive, and a finished test run would not end.
  (guard.stdin as unknown as { unref?: () => void }).unref?.();
  guard.stdin.write(`+${child.pid}\n`);
  child.once('exit', () => guard.stdin.write(`-${child.pid}\n`));
  return { dismiss: () => guard.stdin.end() };
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-15).join('\n');
}
