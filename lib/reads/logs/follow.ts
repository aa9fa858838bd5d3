import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError, type LogMessage, type PodLogs } from '@/lib/model';
import { LogBuffer } from './buffer';
import { Crew, type Following } from './crew';
import type { LogsContext, LogsQuery } from './query';
import { findTargets } from './targets';

/** Lines are gathered so long, and so seldom a batch goes out: 256 KB each, so at most 2.5 MB a second. */
const BATCH_MS = 100;

/**
 * The logs of what a query means, as messages. Nothing is read ahead of who iterates but 1 MB; what is live is skipped and counted
 * when she does not keep up. Pods that come while it follows are joined, a container that starts anew is read on. Ends when the
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
  // Each container's request and each wait listens.
  setMaxListeners(0, cut.signal);
  const end = (): void => {
    cut.abort();
    buffer.end();
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  const sleep = sleeper(context, cut.signal);
  const crew = new Crew(following, { buffer, sleep, signal: cut.signal });
  try {
    crew.start();
    while (!cut.signal.aborted) {
      if (crew.over && buffer.empty) return;
      await buffer.filled();
      if (crew.failure !== null) throw crew.failure;
      await sleep(BATCH_MS);
      yield* buffer.take();
    }
  } finally {
    signal.removeEventListener('abort', end);
    crew.stop();
    end();
  }
}

/** Sleeps that end with the signal, without an error: who sleeps looks at the signal itself. */
function sleeper({ sleep = machineSleep }: LogsContext, signal: AbortSignal): (ms: number) => Promise<void> {
  return (ms) => (signal.aborted ? Promise.resolve() : sleep(ms, signal).catch(() => undefined));
}

const machineSleep = (ms: number, signal: AbortSignal): Promise<void> => wait(ms, undefined, { signal });
