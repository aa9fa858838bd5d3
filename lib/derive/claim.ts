import type { Service, Workload } from '@/lib/model';
import { governingServiceOf } from './governing-service';
import { selects } from './selects';

/** Labels whose value identifies a workload; the name of a product is not among them, because every team has a redis. */
const IDENTITY_LABELS = ['app.kubernetes.io/instance', 'backstage.io/kubernetes-id'] as const;
/** Keys of a selector that identify a workload even where other pairs are wrong. */
const SELECTOR_KEYS = ['app', 'k8s-app', 'app.kubernetes.io/instance'] as const;
/** Labels that distinguish the workloads of one instance. */
const PART_LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/component'] as const;

type Labels = Readonly<Record<string, string>>;

/**
 * Whether a Service is meant to reach the pods of a workload, whatever its selector selects: it has the workload's name, governs it (a
 * StatefulSet), has the same instance or identity, or its selector names the same app.
 */
export function claims(service: Service, workload: Workload): boolean {
  const { selector, type } = service.spec;
  if (type === 'ExternalName' || Object.keys(selector).length === 0) return false;
  const { metadata } = workload;
  if (metadata.name === service.metadata.name) return true;
  if (governingServiceOf(workload) === service.metadata.name) return true;
  const pods = workload.spec.template.labels;
  if (SELECTOR_KEYS.some((key) => shares(key, selector, pods))) {
    return PART_LABELS.every((key) => selector[key] === undefined || selector[key] === pods[key]);
  }
  const own = { ...metadata.annotations, ...metadata.labels };
  const its = { ...service.metadata.annotations, ...service.metadata.labels };
  return (
    IDENTITY_LABELS.some((key) => shares(key, its, own)) && PART_LABELS.every((key) => its[key] === own[key])
  );
}

/** Whether the selector of a Service selects the pods of a workload. */
export function reaches(service: Service, workload: Workload): boolean {
  return selects(service.spec.selector, workload.spec.template.labels);
}

/** The pairs of a selector, or of pod labels, that name an app. */
export function appPairs(labels: Labels): Labels {
  return pick(SELECTOR_KEYS, labels);
}

/** The pairs by which the Service of a workload, and the workload of a Service, may be found. */
export function identityPairs({ labels, annotations }: { labels: Labels; annotations: Labels }): Labels {
  return pick(IDENTITY_LABELS, { ...annotations, ...labels });
}

function pick(keys: readonly string[], labels: Labels): Labels {
  return Object.fromEntries(keys.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])));
}

function shares(key: string, a: Labels, b: Labels): boolean {
  return a[key] !== undefined && a[key] === b[key];
}
