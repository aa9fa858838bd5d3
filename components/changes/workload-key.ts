import type { ObjectRef } from '@/lib/model';

/** The name of one workload of a placement, in links and in the dialog of a Change. */
export function workloadKey({ kind, name }: Pick<ObjectRef, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}
