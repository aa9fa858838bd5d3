import type { PodTemplate, ServiceIdentity, Workload } from '@/lib/model';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const INSTANCE = 'app.kubernetes.io/instance';
const OWNER = 'pilothouse.dev/owner';

/** The grammar of label values; an annotation with another value names no Service. */
const LABEL_VALUE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

interface Marked {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Which Service a workload belongs to. The `extraLabels` of the settings come before Backstage's kubernetes-id; each may be a label or an
 * annotation, of the workload itself or else of its pod template.
 */
export function identify(
  workload: Workload,
  cluster: string,
  extraLabels: readonly string[],
): ServiceIdentity {
  for (const key of [...extraLabels, KUBERNETES_ID]) {
    const name = markOf(workload, key);
    if (name !== null) return { by: 'kubernetes-id', name };
  }
  const { namespace, name } = workload.metadata;
  const instance = markOf(workload, INSTANCE);
  return instance === null
    ? { by: 'workload', name, namespace, cluster }
    : { by: 'instance', name: instance, namespace, cluster };
}

/** The group that the label `pilothouse.dev/owner` names, on the workload or its pod template; null without one. */
export function ownerOf(workload: Workload): string | null {
  return markOf(workload, OWNER);
}

function markOf(workload: Workload, key: string): string | null {
  const template: PodTemplate = workload.spec.template;
  return valueOf(workload.metadata, key) ?? valueOf(template, key);
}

function valueOf(marked: Marked, key: string): string | null {
  for (const map of [marked.annotations, marked.labels]) {
    const value = Object.hasOwn(map, key) ? map[key]?.trim() : undefined;
    if (value !== undefined && LABEL_VALUE.test(value)) return value;
  }
  return null;
}
