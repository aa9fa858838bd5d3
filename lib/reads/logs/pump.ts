import {
  isAppError,
  logTimeKey,
  type AppError,
  type LogMark,
  type LogMessage,
  type PodLogs,
} from '@/lib/model';
import type { LogBuffer } from './buffer';
import type { LogsQuery } from './query';
import type { LogSource } from './targets';

/** A followed container without output sends no response header: after this time it counts as open. */
const SILENCE_MS = 1000;
/** The wait before a stream that ended is opened again, in which the picture may show that the container has ended. */
const END_MS = 1000;
const RETRY_MS = [1000, 2000, 5000, 10_000] as const;

export interface PumpPorts {
  readonly logs: PodLogs;
  readonly buffer: LogBuffer;
  readonly query: LogsQuery;
  /** Lines that are later than this are live: they may be skipped where the viewer is slow. */
  readonly openedAt: string;
  readonly signal: AbortSignal;
  readonly sleep: (ms: number) => Promise<void>;
  /** Whether the picture shows that this run of the container continues. */
  readonly runs: (source: LogSource) => boolean;
}

/** Reads one container's log into the buffer until it ends, is refused, or the viewer leaves. A broken stream is continued. */
export async function pump(source: LogSource, mark: LogMark, ports: PumpPorts): Promise<void> {
  const { buffer, query, signal, sleep } = ports;
  const report = stateReporter(source, buffer);
  for (let failures = 0; ; failures += 1) {
    const before = mark.at;
    try {
      await readOnce(source, mark, { ...ports, opened: () => report('open', null, '') });
      if (!query.follow) break;
      await sleep(END_MS);
      if (!ports.runs(source)) break;
    } catch (error) {
      if (signal.aborted) return;
      if (!isAppError(error)) throw error;
      report('refused', error, error.message);
      if (!query.follow || error.code !== 'cluster-unavailable') return;
      if (mark.at !== before) failures = 0;
      await sleep(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0);
    }
    if (signal.aborted) return;
  }
  const { pod, container } = source;
  report('ended', null, `The log of ${container} in ${pod} has ended.`);
}

type ReportState = (state: 'open' | 'ended' | 'refused', error: AppError | null, sentence: string) => void;

/** Sends the state of a source to the viewer, each state once. */
function stateReporter({ pod, container }: LogSource, buffer: LogBuffer): ReportState {
  let last = '';
  return (state, error, sentence) => {
    if (`${state} ${sentence}` === last) return;
    last = `${state} ${sentence}`;
    const word: LogMessage = { type: 'source', pod, container, state, code: error?.code ?? null, sentence };
    buffer.say(word);
  };
}

async function readOnce(
  { pod, container }: LogSource,
  mark: LogMark,
  ports: PumpPorts & { readonly opened: () => void },
): Promise<void> {
  const { buffer, query, signal, openedAt } = ports;
  mark.resume();
  const resumed = mark.at !== null;
  const opening = ports.logs.open({
    namespace: query.namespace,
    pod,
    container,
    previous: query.previous,
    follow: query.follow,
    sinceSeconds: resumed ? null : (query.sinceSeconds ?? null),
    sinceTime: mark.at ?? query.sinceTime ?? null,
    tailLines: resumed ? null : (query.tail ?? null),
    signal,
  });
  if (query.follow) await Promise.race([opening, ports.sleep(SILENCE_MS)]);
  if (query.follow && !signal.aborted) ports.opened();
  const lines = await opening;
  ports.opened();
  for await (const batch of lines) {
    for (const line of batch) {
      if (signal.aborted) return;
      if (!mark.pass(line)) continue;
      const live = query.follow && line.at !== null && logTimeKey(line.at) > openedAt;
      while (!live && buffer.full) await buffer.room();
      buffer.push({ pod, container, ...line });
    }
  }
}
