import { clone } from '../json';
import type { Deployment, Labels, ReplicaSet } from '../types';
import type { World } from '../world';
import { currentSet, setsOf } from './sets';
import {
  DESIRED,
  HASH,
  maxReplicas,
  MAXIMUM,
  REVISION,
  revisionOf,
  setCondition,
  sum,
  templateHash,
} from './deployment-math';
import { ownerReference } from './pods';

const NOT_COPIED = new Set(['kubectl.kubernetes.io/last-applied-configuration', REVISION]);

function copiedAnnotations(deployment: Deployment): Labels {
  const kept = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.has(key));
  return Object.fromEntries(kept);
}

const sizeAnnotations = (deployment: Deployment): Labels => ({
  [DESIRED]: String(deployment.spec.replicas),
  [MAXIMUM]: String(maxReplicas(deployment)),
});

/** The ReplicaSet of the current template: an existing one, which becomes the newest revision, or a new one with no pods yet. */
export function bringCurrent(world: World, deployment: Deployment, sets: ReplicaSet[]): ReplicaSet {
  const found = currentSet(deployment, sets);
  const newest = Math.max(0, ...sets.filter((set) => set !== found).map(revisionOf));
  if (!found) return makeSet(world, deployment, newest + 1);
  return world.store.update<ReplicaSet>('replicasets', found, (draft) => {
    const annotations = { ...draft.metadata.annotations, ...copiedAnnotations(deployment) };
    const own = revisionOf(draft);
    if (own <= newest) {
      const history = annotations['deployment.kubernetes.io/revision-history'];
      annotations['deployment.kubernetes.io/revision-history'] = history
        ? `${history},${String(own)}`
        : String(own);
      annotations[REVISION] = String(newest + 1);
    }
    draft.metadata.annotations = annotations;
    if (deployment.spec.minReadySeconds !== undefined)
      draft.spec.minReadySeconds = deployment.spec.minReadySeconds;
  });
}

function makeSet(world: World, deployment: Deployment, revision: number): ReplicaSet {
  const hash = templateHash(deployment.spec.template);
  const template = clone(deployment.spec.template);
  template.metadata = { ...template.metadata, labels: { ...template.metadata?.labels, [HASH]: hash } };
  const { spec, metadata } = deployment;
  const set = world.store.create<ReplicaSet>('replicasets', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace,
      labels: { ...template.metadata.labels },
      annotations: {
        ...copiedAnnotations(deployment),
        [REVISION]: String(revision),
        ...sizeAnnotations(deployment),
      },
      ownerReferences: [ownerReference(deployment)],
    },
    spec: {
      replicas: 0,
      ...(spec.minReadySeconds === undefined ? {} : { minReadySeconds: spec.minReadySeconds }),
      selector: { matchLabels: { ...spec.selector.matchLabels, [HASH]: hash } },
      template,
    },
    status: { replicas: 0 },
  });
  world.store.update<Deployment>('deployments', deployment, (draft) => {
    draft.status ??= {};
    draft.status.conditions ??= [];
    setCondition(draft.status.conditions, {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetCreated',
      message: `Created new replica set "${set.metadata.name}"`,
      lastUpdateTime: world.clock.time(),
    });
  });
  return set;
}

/** Scales a ReplicaSet and records an Event. If the size is the same, only its annotations are updated. */
export function scaleSet(world: World, deployment: Deployment, set: ReplicaSet, replicas: number): void {
  const from = set.spec.replicas;
  world.store.update<ReplicaSet>('replicasets', set, (draft) => {
    draft.spec.replicas = replicas;
    draft.metadata.annotations = { ...draft.metadata.annotations, ...sizeAnnotations(deployment) };
  });
  if (from === replicas) return;
  const way = replicas > from ? 'up' : 'down';
  world.events.record(deployment, {
    reason: 'ScalingReplicaSet',
    message: `Scaled ${way} replica set ${set.metadata.name} from ${String(from)} to ${String(replicas)}`,
    component: 'deployment-controller',
  });
}

/** Scaling during a rollout, or while it is paused, is distributed over the active ReplicaSets in proportion to their sizes. */
export function scaleProportionally(world: World, deployment: Deployment, sets: ReplicaSet[]): void {
  const active = sets.filter((set) => set.spec.replicas > 0);
  const current = currentSet(deployment, sets);
  if (active.length <= 1) {
    const only = active[0] ?? current ?? sets.at(-1);
    if (only) scaleSet(world, deployment, only, deployment.spec.replicas);
    return;
  }
  const allowed = maxReplicas(deployment);
  let rest = allowed - sum(active, (set) => set.spec.replicas);
  const bySize = [...active].sort(
    (a, b) => b.spec.replicas - a.spec.replicas || revisionOf(b) - revisionOf(a),
  );
  const sizes = bySize.map((set) => {
    const before =
      Number(set.metadata.annotations?.[MAXIMUM] ?? deployment.status?.replicas ?? allowed) || allowed;
    const ideal = Math.round((set.spec.replicas * allowed) / before) - set.spec.replicas;
    const step = rest >= 0 ? Math.max(0, Math.min(ideal, rest)) : Math.min(0, Math.max(ideal, rest));
    rest -= step;
    return set.spec.replicas + step;
  });
  bySize.forEach((set, index) => {
    const leftover = index === 0 ? rest : 0;
    scaleSet(world, deployment, set, Math.max(0, (sizes[index] ?? 0) + leftover));
  });
}

/** Removes ReplicaSets beyond revisionHistoryLimit when the rollout is complete. */
export function tidyHistory(world: World, deployment: Deployment): void {
  const sets = setsOf(world, deployment);
  const current = currentSet(deployment, sets);
  const old = sets.filter((set) => set.metadata.uid !== current?.metadata.uid);
  if (old.some((set) => set.spec.replicas > 0)) return;
  const surplus = old.length - (deployment.spec.revisionHistoryLimit ?? 10);
  const empty = old.filter(
    (set) => (set.status?.replicas ?? 0) === 0 && set.status?.observedGeneration === set.metadata.generation,
  );
  for (const set of empty.slice(0, Math.max(0, surplus))) world.store.remove('replicasets', set);
}
