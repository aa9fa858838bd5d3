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
import { EMPTY_CATALOG, EVERYTHING } from '@/lib/model';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';

import { createGround, type ChangesSource } from '../ground';
import { followPicture } from '../picture';
import { createSource } from '../source';
import { deployment, endpointSlice, pod, replicaSet, service, type DeploymentSpec } from './objects';
import { NOW, testWorld } from './world';

export interface SceneOptions {
  readonly clusters?: readonly string[];
  readonly catalog?: CatalogSnapshot;
  readonly environments?: readonly EnvironmentRule[];
  readonly changes?: readonly ChangeSummary[];
  /** Instead of `changes`. */
  readonly feed?: ChangesSource;
  readonly registered?: RegisteredPicture;
  readonly probed?: ProbePicture;
}

/** A world with its picture, kept up to date; an error in a derivation fails the test. */
export function scene(options: SceneOptions = {}) {
  const world = testWorld(options.clusters);
  const catalog = createSource(options.catalog ?? EMPTY_CATALOG);
  const environments = createSource(options.environments ?? []);
  const traffic = createSource<readonly TrafficReading[]>([]);
  const changes = shownChanges(options.changes ?? []);
  let now = new Date(NOW);
  let ages: Readonly<Record<string, TrafficAge>> = {};
  const errors: { readonly error: unknown; readonly placement: string }[] = [];
  const ground = createGround({
    world: world.store,
    ...{ catalog, environments, traffic },
    changes: options.feed ?? changes,
    now: () => now,
    trafficAges: () => ages,
    ...(options.registered ? { registered: options.registered } : {}),
    ...(options.probed ? { probed: options.probed } : {}),
  });
  const { picture, stop } = followPicture({
    ground,
    identityLabels: [],
    onError: (error, placement) => errors.push({ error, placement }),
  });
  return {
    world,
    ground,
    picture,
    context: picture.context(EVERYTHING),
    errors,
    /** Stops keeping it up to date, where the tested code does that. */
    letGo: stop,
    setCatalog: (next: CatalogSnapshot) => catalog.set(next),
    setEnvironments: (next: readonly EnvironmentRule[]) => environments.set(next),
    setChanges: (next: readonly ChangeSummary[]) => changes.set(next),
    setTraffic: (...next: readonly TrafficReading[]) => traffic.set(next),
    setTrafficAges: (next: Readonly<Record<string, TrafficAge>>) => (ages = next),
    setNow: (iso: string) => (now = new Date(iso)),
  };
}

/** Changes that the test sets, none of them watched. */
function shownChanges(initial: readonly ChangeSummary[]) {
  const source = createSource(initial);
  return {
    get version() {
      return source.version;
    },
    current: () => source.current(),
    subscribe: (listener: (ids: ReadonlySet<string>) => void) =>
      source.subscribe(() => listener(new Set(source.current().map(({ id }) => id)))),
    watch: () => ({ read: () => Promise.resolve(), stop: () => undefined }),
    kept: () => null,
    set: (next: readonly ChangeSummary[]) => source.set(next),
  };
}

export interface RunningSpec extends DeploymentSpec {
  readonly pods?: readonly Partial<Parameters<typeof pod>[0]>[];
}

/** A running Deployment: with its ReplicaSet, pods, Kubernetes Service and slice. */
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
