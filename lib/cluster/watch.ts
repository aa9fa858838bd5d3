import type { Kind } from '@/lib/model';
import { collectionPath } from '@/lib/projection';
import { KubeFailure, describeNetworkError } from './failure';
import { createFrameParser, type Frame } from './frames';
import type { HttpResponse } from './http';
import { kubeStream } from './kube-fetch';
import type { Wire } from './list';
import type { WatchFrom } from './source';

const WATCH_TIMEOUT_MS = 30_000;

/** Opens the watch of a kind, with bookmarks (KEP-956). */
export async function openWatch(
  wire: Wire,
  kind: Kind,
  from: WatchFrom,
): Promise<AsyncIterable<readonly Frame[]>> {
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: from.resourceVersion,
    timeoutSeconds: String(from.timeoutSeconds),
  });
  const response = await kubeStream(wire.connection, {
    method: 'GET',
    path: `${collectionPath(kind)}?${query.toString()}`,
    agents: wire.fresh,
    timeoutMs: WATCH_TIMEOUT_MS,
    signal: from.signal,
  });
  return framesOf(wire, response);
}

async function* framesOf(wire: Wire, response: HttpResponse): AsyncGenerator<readonly Frame[]> {
  const parser = createFrameParser();
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      yield parser.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof KubeFailure) throw cause;
    throw new KubeFailure(describeNetworkError(cause, wire.connection.host), { sent: true, cause });
  } finally {
    response.release();
    response.body.destroy();
  }
}
