import {
  isWorkloadKind,
  traitsOf,
  WORKLOAD_KINDS,
  type Condition,
  type Kind,
  type LabelSelector,
  type ObjectMeta,
  type OwnerReference,
} from '@/lib/model';
import { holdsCredential, MASK } from './config/credentials';
import type { Fields } from './fields';
import { lastEdit } from './last-edit';
import { kindApi, apiVersionOf } from './kind-api';

const CHANGE_CAUSE = 'kubernetes.io/change-cause';
const KEPT_ANNOTATIONS = new Set([CHANGE_CAUSE, 'kubectl.kubernetes.io/restartedAt']);
const KEPT_PREFIXES = [
  'backstage.io/',
  'pilothouse.dev/',
  'app.kubernetes.io/',
  'argocd.argoproj.io/',
  'meta.helm.sh/',
];

/** Kinds besides the workloads whose last edit is kept: people and tools write their spec, and there are not too many of them. */
const EDITED_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'Node',
  'Service',
  'HorizontalPodAutoscaler',
  'Ingress',
  'PodDisruptionBudget',
  'ResourceQuota',
]);

function isEdited(kind: Kind): boolean {
  return isWorkloadKind(kind) ? traitsOf(kind).edited : EDITED_KINDS.has(kind);
}

/**
 * Annotations that a derivation reads; all others are dropped, most of all `last-applied-configuration`. A change cause
 * that holds a credential is masked: `kubectl --record` stores its whole command line there.
 */
export function annotationsOf(meta: Fields): Readonly<Record<string, string>> {
  const kept = meta.map('annotations', {
    keep: (name) =>
      KEPT_ANNOTATIONS.has(name) ||
      WORKLOAD_KINDS.some((kind) => traitsOf(kind).annotations.includes(name)) ||
      KEPT_PREFIXES.some((prefix) => name.startsWith(prefix)) ||
      meta.context.annotations.includes(name),
  });
  const cause = kept[CHANGE_CAUSE];
  if (cause === undefined || !holdsCredential(cause)) return kept;
  return meta.context.pool.shape({ ...kept, [CHANGE_CAUSE]: MASK });
}

/** Kind, apiVersion and metadata. Items of a List have no kind; an object of another kind is refused. */
export function head<K extends Kind>(
  kind: K,
  object: Fields,
): { kind: K; apiVersion: string; metadata: ObjectMeta } {
  const named = object.str('kind');
  if (named !== undefined && named !== kind) throw object.malformed('kind', kind);
  return {
    kind,
    apiVersion: object.shared('apiVersion') ?? apiVersionOf(kind),
    metadata: metadata(kind, object.object('metadata')),
  };
}

function metadata(kind: Kind, meta: Fields): ObjectMeta {
  const creationTimestamp = meta.time('creationTimestamp');
  if (creationTimestamp === undefined) throw meta.malformed('creationTimestamp', 'an RFC 3339 time');
  return {
    name: meta.required('name'),
    namespace: kindApi(kind).namespaced ? meta.context.pool.text(meta.required('namespace')) : '',
    uid: meta.required('uid'),
    resourceVersion: meta.str('resourceVersion') ?? '',
    generation: meta.long('generation') ?? 0,
    creationTimestamp,
    deletionTimestamp: meta.time('deletionTimestamp'),
    labels: meta.map('labels'),
    annotations: annotationsOf(meta),
    ownerReferences: meta.context.pool.shape(meta.list('ownerReferences', ownerReference)),
    lastEdit: isEdited(kind) ? lastEdit(meta) : undefined,
    hookFinalizer: meta.strings('finalizers').includes('argocd.argoproj.io/hook-finalizer') || undefined,
  };
}

function ownerReference(owner: Fields): OwnerReference {
  return {
    kind: owner.context.pool.text(owner.required('kind')),
    name: owner.context.pool.text(owner.required('name')),
    uid: owner.context.pool.text(owner.required('uid')),
    controller: owner.bool('controller') ?? false,
  };
}

/** `status.conditions` of any kind. */
export function conditions(status: Fields): readonly Condition[] {
  return status.list('conditions', (condition) => ({
    type: condition.context.pool.text(condition.required('type')),
    status: condition.context.pool.text(condition.required('status')),
    reason: condition.shared('reason'),
    message: condition.shared('message'),
    lastTransitionTime: condition.time('lastTransitionTime'),
    lastUpdateTime: condition.time('lastUpdateTime'),
  }));
}

/** `spec.selector` of a workload. */
export function labelSelector(spec: Fields): LabelSelector {
  return selectorOf(spec.object('selector'));
}

/** A label selector of metav1. */
export function selectorOf(selector: Fields): LabelSelector {
  return {
    matchLabels: selector.map('matchLabels'),
    matchExpressions: selector.list('matchExpressions', (expression) => ({
      key: expression.required('key'),
      operator: expression.required('operator'),
      values: expression.strings('values'),
    })),
  };
}
