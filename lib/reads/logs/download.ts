import { LOG_STREAMS_MAX, isAppError, type PodLogLine } from '@/lib/model';
import { podLogs } from './follow';
import type { LogsContext, LogsQuery } from './query';
import { findTargets, type LogSource } from './targets';

/**
 * The same logs as text, one container after the other: `pod container timestamp line`. What cannot be read is reported in a line that
 * begins with `#`. Nothing is read before the iterator asks for it.
 *
 * @throws AppError at once, as `openLogs`; for a single container also the refusal of the server.
 */
export async function openLogText(
  context: LogsContext,
  asked: Omit<LogsQuery, 'follow'>,
  signal: AbortSignal,
): Promise<AsyncGenerator<string>> {
  const query = { ...asked, follow: false };
  const { sources } = findTargets(context, query)();
  const logs = podLogs(context, query);
  const open = ({ pod, container }: LogSource) =>
    logs.open({
      namespace: query.namespace,
      pod,
      container,
      previous: query.previous,
      follow: false,
      sinceSeconds: query.sinceSeconds ?? null,
      sinceTime: query.sinceTime ?? null,
      tailLines: query.tail ?? null,
      signal,
    });
  const [only] = sources;
  const first = sources.length === 1 && only ? await open(only) : null;
  return textOf(sources, (source) => first ?? open(source));
}

async function* textOf(
  sources: readonly LogSource[],
  open: (
    source: LogSource,
  ) => AsyncIterable<readonly PodLogLine[]> | Promise<AsyncIterable<readonly PodLogLine[]>>,
): AsyncGenerator<string> {
  for (const source of sources.slice(0, LOG_STREAMS_MAX)) {
    const head = `${source.pod} ${source.container}`;
    try {
      for await (const batch of await open(source)) {
        yield batch.map(({ at, text }) => `${head} ${at ?? '-'} ${text}\n`).join('');
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
      yield `# ${head} ${error.message}\n`;
    }
  }
  const left = sources.length - LOG_STREAMS_MAX;
  if (left > 0) yield `# ${left} more containers were left out.\n`;
}
