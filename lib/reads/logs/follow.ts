import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError, type LogMessage, type PodLogs } from '@/lib/model';
import { LogBuffer } from './buffer';
import { LogReaders, type Following } from './log-readers';
import type { LogsContext, LogsQuery } from './query';
import { findTargets } from './targets';

/** The time between two batches of at most 256 KB, so at most 2.5 MB a second. */
const BATCH_MS = 100;

/**
 * The logs that a query selects, as messages. At most 1 MB is read ahead of the iterator; live lines are skipped and counted when the
 * viewer does not keep up. While it follows, new pods are added, and a restarted container is read on. Ends when the
 * signal aborts, or nothing more will come.
 *
 * @throws AppError at once: `forbidden`, `invalid-input`, `not-found`, `cluster-unavailable`.
 */
export function openLogs(
  context: LogsContext,
  asked: LogsQuery,
): (signal: AbortSignal) => AsyncGenerator<LogMessage> {
  const query = { ...asked, follow: asked.follow && !asked.previous };
  const targets = findTargets(context, query);
  const logs = podLogs(context, query);
  return (signal) => follow({ context, query, targets, logs, signal });
}

/** @throws AppError `not-found`. */
export function podLogs({ clusters }: LogsContext, { cluster }: LogsQuery): PodLogs {
  const logs = clusters.logs(cluster);
  if (!logs) throw new AppError('not-found', `There is no cluster "${cluster}".`);
  return logs;
}

async function* follow(following: Following): AsyncGenerator<LogMessage> {
  const { signal, context } = following;
  const buffer = new LogBuffer();
  const cut = new AbortController();
  // Each container's request and each wait adds a listener to the signal.
  setMaxListeners(0, cut.signal);
  const end = (): void => {
    cut.abort();
    buffer.end();
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  const sleep = sleeper(context, cut.signal);
  const readers = new LogReaders(following, { buffer, sleep, signal: cut.signal });
  try {
    readers.start();
    while (!cut.signal.aborted) {
      if (readers.over && buffer.empty) return;
      await buffer.filled();
      if (readers.failure !== null) throw readers.failure;
      await sleep(BATCH_MS);
      yield* buffer.take();
    }
  } finally {
    signal.removeEventListener('abort', end);
    readers.stop();
    end();
  }
}

/** A sleep that ends with the signal, without an error: the caller checks the signal itself. */
function sleeper({ sleep = machineSleep }: LogsContext, signal: AbortSignal): (ms: number) => Promise<void> {
  return (ms) => (signal.aborted ? Promise.resolve() : sleep(ms, signal).catch(() => undefined));
}

const machineSleep = (ms: number, signal: AbortSignal): Promise<void> => wait(ms, undefined, { signal });
