import type { SpecEdit } from '@/lib/model';
import type { Fields } from './fields';

/** Parts of the control plane that write specs by themselves: replicas, taints, cluster addresses. */
const CONTROL_PLANE = new Set([
  'kube-apiserver',
  'kube-controller-manager',
  'cloud-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kwok',
]);

/**
 * The last write to `spec` by a person or a tool, from `metadata.managedFields` (Kubernetes docs, Server-Side Apply, field management);
 * the fields themselves are not kept. Undefined where it is not known.
 */
export function lastEdit(meta: Fields): SpecEdit | undefined {
  let last: SpecEdit | undefined;
  for (const { manager, at } of meta.list('managedFields', editOf)) {
    if (manager === undefined || at === undefined || CONTROL_PLANE.has(manager)) continue;
    if (last === undefined || Date.parse(at) >= Date.parse(last.at)) last = { manager, at };
  }
  return last;
}

function editOf(entry: Fields): Partial<SpecEdit> {
  const status = entry.shared('subresource') === 'status';
  if (status || !entry.object('fieldsV1').has('f:spec')) return {};
  return { manager: entry.shared('manager'), at: entry.time('time') };
}
