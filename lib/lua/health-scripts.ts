import { Worker } from 'node:worker_threads';
import { OBJECT_HEALTH, type ObjectHealth } from '@/lib/model';
import { fromLua51 } from './dialect';
import { PRELUDE } from './prelude';

/** The result of a health script: `ok` is null where it gives no verdict (it returned nothing, or an empty table). */
export type ScriptAnswer =
  | { readonly ok: { readonly status: ObjectHealth; readonly message: string } | null }
  /** One line for people. */
  | { readonly error: string };

/** Runs health scripts as Argo CD runs them: the script receives `obj` and returns `hs = {status, message}`. */
export interface HealthScripts {
  /** Never rejects: an error of the script is returned. One script runs at a time. */
  judge(script: string, object: unknown): Promise<ScriptAnswer>;
  close(): Promise<void>;
}

export interface ScriptBounds {
  /** Argo CD gives a script one second. */
  readonly timeMsMax?: number;
  readonly memoryBytesMax?: number;
}

/**
 * How much later than its own limit the thread of a script is ended: Lua does not check the time everywhere, and a busy
 * machine is slow.
 */
const GRACE_MS = 1000;

/**
 * Runs health scripts on a separate thread, which starts with the first script. A script can use tables, strings, numbers and the time; no
 * files, no network, no environment, no other script.
 */
export function createHealthScripts(bounds: ScriptBounds = {}): HealthScripts {
  const { timeMsMax = 1000, memoryBytesMax = 32 * 1024 * 1024 } = bounds;
  let thread: Promise<Worker> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const started = (): Promise<Worker> => {
    thread ??= startThread({ prelude: PRELUDE, timeMsMax, memoryBytesMax });
    return thread;
  };
  const end = async (): Promise<void> => {
    const ending = thread;
    thread = null;
    await (await ending)?.terminate();
  };
  const runNow = async (script: string, object: unknown): Promise<ScriptAnswer> => {
    const worker = await started();
    const call = { script: fromLua51(script), object: withoutNulls(object) };
    const raw = await answerOf(worker, call, timeMsMax + GRACE_MS);
    if (raw === null) {
      await end();
      return { error: tooLong(timeMsMax) };
    }
    return 'error' in raw ? { error: inWords(raw.error, bounds) } : readAnswer(raw.answer);
  };
  return {
    judge(script, object) {
      const answer = last.then(() => runNow(script, object));
      last = answer.catch(() => undefined);
      return answer;
    },
    close: end,
  };
}

type RawAnswer = { readonly answer: unknown } | { readonly error: string };

function startThread(data: object): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
      workerData: data,
      // The thread needs neither the options of the process, such as a loader for TypeScript, nor its environment.
      execArgv: [],
      env: {},
      stdin: false,
    });
    worker.once('error', reject);
    worker.once('message', () => {
      worker.off('error', reject);
      // A waiting thread must not keep a command from ending.
      worker.unref();
      resolve(worker);
    });
  });
}

/** Null where no answer came in time. */
function answerOf(worker: Worker, call: object, msMax: number): Promise<RawAnswer | null> {
  return new Promise((resolve) => {
    const settle = (answer: RawAnswer | null): void => {
      clearTimeout(timer);
      worker.off('message', settle);
      worker.off('error', failed);
      resolve(answer);
    };
    const failed = (error: Error): void => settle({ error: error.message });
    const timer = setTimeout(() => settle(null), msMax);
    worker.on('message', settle);
    worker.on('error', failed);
    worker.postMessage(call);
  });
}

function tooLong(msMax: number): string {
  return `the script ran for longer than ${msMax} ms`;
}

function inWords(
  error: string,
  { timeMsMax = 1000, memoryBytesMax = 32 * 1024 * 1024 }: ScriptBounds,
): string {
  if (error.includes('thread timeout exceeded')) return tooLong(timeMsMax);
  if (error.includes('not enough memory'))
    return `the script wanted more than ${Math.round(memoryBytesMax / 1024 / 1024)} MiB of memory`;
  return error.split('\n')[0] ?? error;
}

function readAnswer(raw: unknown): ScriptAnswer {
  const answer = (raw ?? {}) as Partial<Record<string, unknown>>;
  const { returned, status = '', message = '' } = answer;
  if (returned === 'nil' || answer['empty'] === true) return { ok: null };
  if (returned !== 'table')
    return { error: `the script returned a ${String(returned)}, and a table was expected` };
  if (answer['messageType'] !== 'string' && answer['messageType'] !== 'nil')
    return { error: `the script's message is a ${String(answer['messageType'])}, and a string was expected` };
  const known = OBJECT_HEALTH.find((one) => one === status);
  return known === undefined
    ? { error: `the script's status is no health: ${JSON.stringify(status)}` }
    : { ok: { status: known, message: String(message) } };
}

/** Lua has no null: members that are null are left out, as in Argo CD. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item != null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member != null);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member)]));
}
