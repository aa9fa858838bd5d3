import type { Service, Workload } from '@/lib/model';
import { governingServiceOf } from './governing-service';
import { selects } from './selects';

/** Labels by whose value a Service means one workload; a product's name (every team has a redis) is not among them. */
const IDENTITY_LABELS = ['app.kubernetes.io/instance', 'backstage.io/kubernetes-id'] as const;
/** Pairs of a selector that mean a workload even where others of it are wrong. */
const SELECTOR_KEYS = ['app', 'k8s-app', 'app.kubernetes.io/instance'] as const;
/** What tells the workloads of one instance apart. */
const PART_LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/component'] as const;

type Labels = Readonly<Record<string, string>>;

/**
 * Whether a Service is meant to reach the pods of a workload, whatever its selector picks: it bears the workload's name, governs it (a
 * StatefulSet), carries the same instance or identity, or its selector names the same app.
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

/** Whether the selector of a Service picks the pods that a workload makes. */
export function reaches(service: Service, workload: Workload): boolean {
  return selects(service.spec.selector, workload.spec.template.labels);
}

/** Those pairs of a selector, or of pods' labels, that name an app. */
export function appPairs(labels: Labels): Labels {
  return pick(SELECTOR_KEYS, labels);
}

/** The pairs of an object by which a Service may be found for a workload, and a workload for a Service. */
export function identityPairs({ labels, annotations }: { labels: Labels; annotations: Labels }): Labels {
  return pick(IDENTITY_LABELS, { ...annotations, ...labels });
}

function pick(keys: readonly string[], labels: Labels): Labels {
  return Object.fromEntries(keys.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])));
}

function shares(key: string, a: Labels, b: Labels): boolean {
  return a[key] !== undefined && a[key] === b[key];
}
