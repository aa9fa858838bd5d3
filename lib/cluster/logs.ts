import { AppError, type PodLogLine, type PodLogRequest, type PodLogs } from '@/lib/model';
import { KubeFailure, describeNetworkError, toAppError } from './failure';
import type { HttpResponse } from './http';
import { kubeStream } from './kube-fetch';
import type { Wire } from './list';
import { createLogLineParser } from './log-lines';

const HEAD_TIMEOUT_MS = 30_000;
/** The kubelet sends no head before the first line, and a container may log nothing for a long time. */
const SILENT_HEAD_TIMEOUT_MS = 24 * 3_600_000;

/** The logs of one cluster's pods (`GET …/pods/{name}/log`, core v1), each on its own connection. */
export function createPodLogs(wire: Wire): PodLogs {
  return {
    async open(request) {
      const path = pathOf(request);
      try {
        const response = await kubeStream(wire.connection, {
          method: 'GET',
          path,
          agents: wire.fresh,
          timeoutMs: request.follow ? SILENT_HEAD_TIMEOUT_MS : HEAD_TIMEOUT_MS,
          signal: request.signal,
        });
        return linesOf(wire, response);
      } catch (error) {
        throw logError(error);
      }
    },
  };
}

async function* linesOf(wire: Wire, response: HttpResponse): AsyncGenerator<readonly PodLogLine[]> {
  const parser = createLogLineParser();
  try {
    // The iterator reads at most one buffer ahead: the server waits while the caller does not read.
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      const lines = parser.push(chunk);
      if (lines.length > 0) yield lines;
    }
    const last = parser.end();
    if (last.length > 0) yield last;
  } catch (cause) {
    if (cause instanceof KubeFailure) throw logError(cause);
    throw logError(new KubeFailure(describeNetworkError(cause, wire.connection.host), { sent: true, cause }));
  } finally {
    response.release();
    response.body.destroy();
  }
}

/** A missing permission has its own code, to distinguish it from a container that waits to start: they need different steps. */
function logError(error: unknown): AppError {
  if (error instanceof KubeFailure && error.status === 403) {
    return new AppError('forbidden', error.message, { cause: error });
  }
  return toAppError(error, false);
}

function pathOf(request: PodLogRequest): string {
  const { namespace, pod } = request;
  for (const part of [namespace, pod]) {
    if (part === '.' || part === '..' || part === '') {
      throw new AppError('not-found', `There is no pod ${namespace}/${pod}.`);
    }
  }
  const query = new URLSearchParams({ container: request.container, timestamps: 'true' });
  if (request.follow) query.set('follow', 'true');
  if (request.previous) query.set('previous', 'true');
  if (request.sinceSeconds !== null) query.set('sinceSeconds', String(request.sinceSeconds));
  if (request.sinceTime !== null) query.set('sinceTime', request.sinceTime);
  if (request.tailLines !== null) query.set('tailLines', String(request.tailLines));
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
  return `${path}?${query.toString()}`;
}
