import {
  AppError,
  FIELD_MANAGER,
  type ClusterGateway,
  type PatchRequest,
  type RawObject,
  type ReadableObject,
} from '@/lib/model';
import { kindApi, collectionPath } from '@/lib/projection';
import { KubeFailure, toAppError } from './failure';
import { kubeFetch } from './kube-fetch';
import { isEntry } from './kubeconfig';
import type { Wire } from './list';

const READ_TIMEOUT_MS = 10_000;
/** Admission webhooks may take 10 s each by default, and up to 30 s. */
const PATCH_TIMEOUT_MS = 35_000;

const CONTENT_TYPES = {
  'strategic-merge': 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
} as const satisfies Record<PatchRequest['patchType'], string>;

/** Writes to one cluster, and the reads of single objects that a plan or a verification needs. */
export function createGateway(wire: Wire): ClusterGateway {
  return {
    async read(target) {
      const asked = { method: 'GET', agents: wire.kept, timeoutMs: READ_TIMEOUT_MS } as const;
      return objectOf(kubeFetch(wire.connection, { ...asked, path: pathOf(target) }), false);
    },
    async patch({ target, patch, patchType, dryRun, operationId }) {
      const query = new URLSearchParams({ fieldManager: FIELD_MANAGER, fieldValidation: 'Strict' });
      if (dryRun) query.set('dryRun', 'All');
      const answer = kubeFetch(wire.connection, {
        method: 'PATCH',
        path: `${pathOf(target)}?${query.toString()}`,
        // A fresh connection: an idle one may be closed during the write, which would leave the outcome unknown.
        agents: wire.fresh,
        timeoutMs: PATCH_TIMEOUT_MS,
        contentType: CONTENT_TYPES[patchType],
        body: JSON.stringify(patch),
        operationId,
      });
      return objectOf(answer, !dryRun);
    },
  };
}

async function objectOf(answer: Promise<unknown>, written: boolean): Promise<RawObject> {
  let object: unknown;
  try {
    object = await answer;
  } catch (error) {
    throw toAppError(error, written);
  }
  if (isEntry(object)) return object;
  throw toAppError(new KubeFailure('The API server returned no object.', { sent: true }), written);
}

/** `/apis/apps/v1/namespaces/shop/deployments/cart`; names that would change the structure of the path are refused. */
function pathOf({ kind, namespace, name }: ReadableObject): string {
  for (const part of [namespace, name]) {
    if (part === '.' || part === '..' || part === '') {
      throw new AppError('not-found', `There is no ${kind} ${namespace}/${name}.`);
    }
  }
  const collection = collectionPath(kind);
  const { plural } = kindApi(kind);
  const group = collection.slice(0, -plural.length - 1);
  return `${group}/namespaces/${encodeURIComponent(namespace)}/${plural}/${encodeURIComponent(name)}`;
}
