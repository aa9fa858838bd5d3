import type {
  CatalogSnapshot,
  ChangeSummary,
  Deployment,
  EnvironmentRule,
  Pod,
  ProbePicture,
  TrafficAge,
  RegisteredPicture,
} from '@/lib/model';
import { EMPTY_CATALOG } from '@/lib/model';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';
import { createWorldContext } from '../world-context';
import { deployment, endpointSlice, pod, replicaSet, service, type DeploymentSpec } from './objects';
import { NOW, testWorld } from './world';

export interface SceneOptions {
  readonly clusters?: readonly string[];
  readonly catalog?: CatalogSnapshot;
  readonly environments?: readonly EnvironmentRule[];
  readonly changes?: readonly ChangeSummary[];
  readonly registered?: RegisteredPicture;
  readonly probed?: ProbePicture;
}

/** A world with the context that reads it, kept up to date; what throws fails the test. */
export function scene(options: SceneOptions = {}) {
  const world = testWorld(options.clusters);
  let catalog = options.catalog ?? EMPTY_CATALOG;
  let changes = options.changes ?? [];
  let now = new Date(NOW);
  let traffic: readonly TrafficReading[] = [];
  let ages: Readonly<Record<string, TrafficAge>> = {};
  const errors: { readonly error: unknown; readonly placement: string }[] = [];
  const context = createWorldContext({
    world: world.store,
    catalog: () => catalog,
    environments: options.environments ?? [],
    identityLabels: [],
    changes: { list: () => changes },
    now: () => now,
    traffic: { readings: () => traffic, ages: () => ages },
    registered: options.registered,
    probed: options.probed,
    onError: (error, placement) => errors.push({ error, placement }),
  });
  const unsubscribe = world.store.subscribe((batch) => {
    const touched = context.index.apply(batch);
    context.views.invalidate(touched);
    context.registry.touch(touched);
  });
  return {
    world,
    context,
    errors,
    /** Leaves the feeding of index and views to who is tested. */
    letGo: unsubscribe,
    setCatalog: (next: CatalogSnapshot) => (catalog = next),
    setChanges: (next: readonly ChangeSummary[]) => (changes = next),
    setTraffic: (...next: readonly TrafficReading[]) => (traffic = next),
    setTrafficAges: (next: Readonly<Record<string, TrafficAge>>) => (ages = next),
    setNow: (iso: string) => (now = new Date(iso)),
  };
}

export interface RunningSpec extends DeploymentSpec {
  readonly pods?: readonly Partial<Parameters<typeof pod>[0]>[];
}

/** A Deployment as it runs: its ReplicaSet, pods, Kubernetes Service and slice. */
export function running(spec: RunningSpec) {
  const { name, namespace = 'shop', image, replicas = 1 } = spec;
  const owner: Deployment = deployment(spec);
  const set = replicaSet(owner);
  const pods: Pod[] = (spec.pods ?? Array.from({ length: replicas }, () => ({}))).map((more, index) =>
    pod({ name: `${name}-rs1-${index}`, namespace, labels: { app: name }, owner: set, image, ...more }),
  );
  const front = service({ name, namespace });
  const slice = endpointSlice({ name: `${name}-x1`, namespace, service: name, pods });
  return { owner, set, pods, front, slice, all: [owner, set, ...pods, front, slice] };
}

/** A Change as the list shows it. */
export function change(more: Partial<ChangeSummary> & { readonly id: string }): ChangeSummary {
  return {
    action: 'deploy',
    state: 'succeeded',
    target: { cluster: 'eu', namespace: 'shop', kind: 'Deployment', name: 'cart' },
    service: 'cart~shop~eu',
    serviceName: 'cart',
    owner: null,
    environment: 'production',
    title: 'Deploy cart 1.1.0',
    reason: '',
    askedBy: { id: 'user:engineer', name: 'Engineer' },
    createdAt: '2026-03-12T03:00:00Z',
    updatedAt: '2026-03-12T03:01:00Z',
    approvalsNeeded: 0,
    approvalsGiven: 0,
    sentence: 'Deployed.',
    ...more,
  };
}
