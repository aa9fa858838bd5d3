import { KubeFailure } from './failure';
import { kubeFetch } from './kube-fetch';
import { isEntry } from './kubeconfig';
import type { Wire } from './list';

/** What identifies a cluster: the UID of its kube-system namespace, null where that may not be read; and the version of its server. */
export interface ClusterIdentity {
  readonly uid: string | null;
  readonly version: string | null;
}

const IDENTITY_TIMEOUT_MS = 4_000;

/** Reads the identity of a cluster. Throws KubeFailure when it does not answer; where it refuses, the value is null. */
export async function identify(wire: Wire, signal: AbortSignal): Promise<ClusterIdentity> {
  const [namespace, version] = await Promise.all([
    ask(wire, '/api/v1/namespaces/kube-system', signal),
    ask(wire, '/version', signal),
  ]);
  return {
    uid: textAt(isEntry(namespace) ? namespace.metadata : null, 'uid'),
    version: textAt(version, 'gitVersion'),
  };
}

async function ask(wire: Wire, path: string, signal: AbortSignal): Promise<unknown> {
  try {
    return await kubeFetch(wire.connection, {
      method: 'GET',
      path,
      agents: wire.kept,
      timeoutMs: IDENTITY_TIMEOUT_MS,
      signal,
    });
  } catch (error) {
    if (error instanceof KubeFailure && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

function textAt(value: unknown, field: string): string | null {
  const text = isEntry(value) ? value[field] : null;
  return typeof text === 'string' && text !== '' ? text : null;
}
