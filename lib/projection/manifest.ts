import { KINDS, type Kind, type Manifest, type ManifestBody, type ManifestMeta } from '@/lib/model';
import { Fields, PLAIN_CONTEXT } from './fields';
import { kindApi } from './kind-api';
import { isJudged, judgedBody } from './kinds';
import { project } from './project';
import { conditionsOf, gateway, looseConditions, routeParents, workflow } from './manifest-bodies';

/** Where HorizontalPodAutoscalers of autoscaling/v1 keep their conditions. */
const HPA_CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';
const CONTEXT = { ...PLAIN_CONTEXT, annotations: [HPA_CONDITIONS] };

/** The versions that the rules for typed objects read; other kinds are read in any version. */
const READ_VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['apps/v1'],
  'apps/StatefulSet': ['apps/v1'],
  'apps/DaemonSet': ['apps/v1'],
  'apps/ReplicaSet': ['apps/v1'],
  'batch/Job': ['batch/v1'],
  '/Pod': ['v1'],
  '/Service': ['v1'],
  '/PersistentVolumeClaim': ['v1'],
  'autoscaling/HorizontalPodAutoscaler': [
    'autoscaling/v1',
    'autoscaling/v2',
    'autoscaling/v2beta1',
    'autoscaling/v2beta2',
  ],
  'apiregistration.k8s.io/APIService': ['apiregistration.k8s.io/v1', 'apiregistration.k8s.io/v1beta1'],
  'apiextensions.k8s.io/CustomResourceDefinition': ['apiextensions.k8s.io/v1'],
};

const ROUTES = new Set(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']);

/**
 * Reads any object from a file: what the API server sets (uid, creation time, namespace) may be absent, and fields that
 * no rule reads may have any value. Throws only MalformedObject, for what cannot be read.
 */
export function projectManifest(raw: unknown): Manifest {
  const object = Fields.of(raw, CONTEXT);
  const apiVersion = object.required('apiVersion');
  const kind = object.required('kind');
  const meta = object.object('metadata');
  const metadata = manifestMeta(meta);
  const body = bodyOf(object, { group: groupOf(apiVersion), apiVersion, kind, metadata });
  // An object that no rule reads does not even need a name.
  if (body.rule !== 'conditions' || body.conditions.length > 0) requireName(meta);
  return { apiVersion, kind, metadata, body };
}

/** `apps` of `apps/v1`, empty of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** An object before its creation may have `generateName` instead of a name. */
function requireName(meta: Fields): void {
  if (meta.has('name') || !meta.has('generateName')) meta.required('name');
}

function manifestMeta(meta: Fields): ManifestMeta {
  return {
    name: meta.str('name') ?? meta.str('generateName') ?? '',
    namespace: meta.str('namespace') ?? '',
    uid: meta.str('uid') ?? '',
    generation: meta.long('generation'),
    deletionTimestamp: meta.time('deletionTimestamp'),
    hookFinalizer: meta.strings('finalizers').includes('argocd.argoproj.io/hook-finalizer') || undefined,
  };
}

interface Identity {
  readonly group: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMeta;
}

function bodyOf(object: Fields, identity: Identity): ManifestBody {
  const { group, apiVersion, kind } = identity;
  const key = `${group}/${kind}`;
  const readVersions = READ_VERSIONS[key];
  if (readVersions !== undefined && !readVersions.includes(apiVersion))
    return { rule: 'unsupported', readVersions };
  const watched = watchedKind(group, kind);
  if (watched !== null) return watchedBody(object, watched, identity);
  const judged = judgedBody(object, group, kind);
  if (judged !== null) return judged;
  // Read only where a rule needs it: in a kind that is not known it may have any type.
  const status = (): Fields | undefined => object.optional('status');
  switch (key) {
    case 'apiregistration.k8s.io/APIService':
      return { rule: 'api-service', conditions: conditionsOf(status()) };
    case 'apiextensions.k8s.io/CustomResourceDefinition':
      return { rule: 'custom-resource-definition', conditions: conditionsOf(status()) };
    case 'argoproj.io/Workflow':
      return workflow(status());
    case 'gateway.networking.k8s.io/Gateway':
      return gateway(status());
    case 'gateway.networking.k8s.io/GatewayClass':
      return { rule: 'gateway-class', conditions: conditionsOf(status()) };
    default:
      return group === 'gateway.networking.k8s.io' && ROUTES.has(kind)
        ? { rule: 'route', parents: routeParents(status()) }
        : looseConditions(object);
  }
}

/** Kinds that are watched only for the topology or for revisions: they are judged by their conditions or a rule for manifests. */
const WITHOUT_OWN_RULE: ReadonlySet<Kind> = new Set<Kind>([
  ...(['Event', 'ConfigMap', 'NetworkPolicy', 'VirtualService', 'ControllerRevision'] as const),
  ...(['Gateway', 'HTTPRoute', 'GRPCRoute'] as const),
]);

function watchedKind(group: string, kind: string): Kind | null {
  const known = KINDS.find((one) => one === kind);
  if (known === undefined || WITHOUT_OWN_RULE.has(known) || isJudged(known)) return null;
  // Ingresses of both groups are one kind, as in Argo CD.
  const groups = known === 'Ingress' ? ['networking.k8s.io', 'extensions'] : [kindApi(known).group];
  return groups.includes(group) ? known : null;
}

/** What the API server always sets, and the projection requires. */
const GIVEN = { uid: '-', namespace: '-', creationTimestamp: '1970-01-01T00:00:00Z' };

function watchedBody(object: Fields, kind: Kind, { metadata }: Identity): ManifestBody {
  requireName(object.object('metadata'));
  const spec = object.object('spec');
  const meta = object.object('metadata');
  const given = Object.entries(GIVEN).filter(([key]) => !meta.has(key) || meta.str(key) === '');
  const filled = project(
    kind,
    object.with({
      metadata: meta.with({ ...Object.fromEntries(given), name: metadata.name }),
      ...(object.has('spec') ? { spec: spec.with(absentInSpec(kind, spec)) } : {}),
    }),
    CONTEXT,
  );
  return {
    rule: 'watched',
    object: {
      ...filled,
      metadata: { ...filled.metadata, uid: metadata.uid, namespace: metadata.namespace },
    },
    hasStatus: object.has('status'),
    hasReplicas: spec.has('replicas'),
  };
}

/** Values for absent fields where the rule does not use the API's default. */
function absentInSpec(kind: Kind, spec: Fields): Record<string, unknown> {
  switch (kind) {
    case 'Deployment':
    case 'ReplicaSet':
      return spec.has('replicas') ? {} : { replicas: 0 };
    case 'StatefulSet': {
      const strategy = spec.object('updateStrategy');
      return {
        ...(spec.has('replicas') ? {} : { replicas: 0 }),
        updateStrategy: strategy.with(strategy.has('type') ? {} : { type: '' }),
      };
    }
    case 'Pod':
      return spec.has('restartPolicy') ? {} : { restartPolicy: '' };
    default:
      return {};
  }
}
