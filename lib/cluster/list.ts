import type { Kind } from '@/lib/model';
import { collectionPath } from '@/lib/projection';
import type { Connection } from './connection';
import { KubeFailure } from './failure';
import type { Agents } from './http';
import { kubeFetch } from './kube-fetch';
import { isEntry } from './kubeconfig';
import type { ListPage } from './source';

export interface Wire {
  readonly connection: Connection;
  /** For lists and single reads: connections are kept. */
  readonly kept: Agents;
  /** For streams and writes: one connection each. */
  readonly fresh: Agents;
}

export const LIST_LIMIT = 500;
const LIST_TIMEOUT_MS = 60_000;

/** One page of all objects of a kind (kubernetes.io/docs/reference/using-api/api-concepts, "Retrieving large results sets in chunks"). */
export async function listPage(
  wire: Wire,
  kind: Kind,
  page: { next: string; signal: AbortSignal },
): Promise<ListPage> {
  const query = new URLSearchParams({ limit: String(LIST_LIMIT) });
  if (page.next !== '') query.set('continue', page.next);
  const answer = await kubeFetch(wire.connection, {
    method: 'GET',
    path: `${collectionPath(kind)}?${query.toString()}`,
    agents: wire.kept,
    timeoutMs: LIST_TIMEOUT_MS,
    signal: page.signal,
  });
  const metadata = isEntry(answer) && isEntry(answer.metadata) ? answer.metadata : {};
  const items = isEntry(answer) ? (answer.items ?? []) : null;
  const { resourceVersion, continue: next } = metadata;
  if (!Array.isArray(items) || typeof resourceVersion !== 'string') {
    throw new KubeFailure(`The API server at ${wire.connection.host} returned no list of ${kind} objects.`, {
      sent: true,
    });
  }
  return { items: items as unknown[], resourceVersion, next: typeof next === 'string' ? next : '' };
}
