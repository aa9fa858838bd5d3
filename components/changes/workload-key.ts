import type { ObjectRef } from '@/lib/model';

/** How a link and the dialog of a Change name one workload of a placement. */
export function workloadKey({ kind, name }: Pick<ObjectRef, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}
