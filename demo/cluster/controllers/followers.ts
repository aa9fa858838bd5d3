import { hasLabels } from '../selectors';
import type { Deployment, KubeObject, Labels, Pod, ReplicaSet } from '../types';
import type { World } from '../world';
import { objectKey, startController, type Controller } from './controller';
import { controllerOf, isReady, isTerminating } from './pods';

interface DisruptionBudget extends KubeObject {
  spec: {
    minAvailable?: number | string;
    maxUnavailable?: number | string;
    selector?: { matchLabels?: Labels };
  };
}

interface Autoscaler extends KubeObject {
  spec: { scaleTargetRef: { name: string }; minReplicas?: number; maxReplicas: number };
}

/** Objects whose status depends on others: disruption budgets on pods, and autoscalers on their Deployment, which they keep within bounds. */
export function startFollowers(world: World): {
  poddisruptionbudgets: Controller;
  horizontalpodautoscalers: Controller;
} {
  const budgets = startController(world, {
    delayMs: 60,
    *touches(plural, { object }) {
      const { namespace, name, labels } = object.metadata;
      if (plural === 'poddisruptionbudgets') yield objectKey(namespace, name);
      if (plural !== 'pods') return;
      for (const budget of world.store.list<DisruptionBudget>('poddisruptionbudgets', namespace)) {
        if (hasLabels(budget.spec.selector?.matchLabels, labels))
          yield objectKey(namespace, budget.metadata.name);
      }
    },
    reconcile: (namespace, name) => followPods(world, namespace, name),
  });
  const autoscalers = startController(world, {
    delayMs: 15_000,
    *touches(plural, { object }) {
      const { namespace, name } = object.metadata;
      if (plural === 'horizontalpodautoscalers') yield objectKey(namespace, name);
      if (plural !== 'deployments') return;
      for (const scaler of world.store.list<Autoscaler>('horizontalpodautoscalers', namespace)) {
        if (scaler.spec.scaleTargetRef.name === name) yield objectKey(namespace, scaler.metadata.name);
      }
    },
    reconcile: (namespace, name) => followDeployment(world, namespace, name),
  });
  return { poddisruptionbudgets: budgets, horizontalpodautoscalers: autoscalers };
}

function count(value: number | string | undefined, total: number): number {
  if (typeof value === 'number') return value;
  return Math.ceil((Number.parseInt(value ?? '0', 10) * total) / 100);
}

/** The number of pods that the owners want, whether they exist yet or not. */
function expectedPods(world: World, pods: Pod[]): number {
  const owners = new Set(pods.map((pod) => controllerOf(pod)?.name ?? ''));
  const sizes = [...owners].map((name) => {
    const namespace = pods[0]?.metadata.namespace;
    const set = world.store.get<ReplicaSet>('replicasets', namespace, name);
    const deployment =
      set && world.store.get<Deployment>('deployments', namespace, controllerOf(set)?.name ?? '');
    return deployment?.spec.replicas ?? 0;
  });
  return Math.max(0, ...sizes) || pods.length;
}

function followPods(world: World, namespace: string, name: string): void {
  const budget = world.store.get<DisruptionBudget>('poddisruptionbudgets', namespace, name);
  if (!budget) return;
  const pods = world.store
    .list<Pod>('pods', namespace)
    .filter(
      (pod) => hasLabels(budget.spec.selector?.matchLabels, pod.metadata.labels) && !isTerminating(pod),
    );
  const expected = expectedPods(world, pods);
  const { minAvailable, maxUnavailable } = budget.spec;
  const desired =
    minAvailable === undefined ? expected - count(maxUnavailable, expected) : count(minAvailable, expected);
  const healthy = pods.filter(isReady).length;
  const allowed = Math.max(0, healthy - desired);
  world.store.update('poddisruptionbudgets', budget, (draft) => {
    const before = draft.status as
      { conditions?: { status: string; lastTransitionTime: string }[] } | undefined;
    const value = allowed > 0 ? 'True' : 'False';
    const kept =
      before?.conditions?.[0]?.status === value
        ? before.conditions[0].lastTransitionTime
        : world.clock.time();
    draft.status = {
      observedGeneration: budget.metadata.generation,
      currentHealthy: healthy,
      desiredHealthy: desired,
      expectedPods: expected,
      disruptionsAllowed: allowed,
      conditions: [
        {
          type: 'DisruptionAllowed',
          status: value,
          reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
          message: '',
          lastTransitionTime: kept,
        },
      ],
    };
  });
}

function followDeployment(world: World, namespace: string, name: string): void {
  const scaler = world.store.get<Autoscaler>('horizontalpodautoscalers', namespace, name);
  const deployment =
    scaler && world.store.get<Deployment>('deployments', namespace, scaler.spec.scaleTargetRef.name);
  if (!deployment) return;
  const { minReplicas = 1, maxReplicas } = scaler.spec;
  const present = deployment.spec.replicas;
  // Zero turns an autoscaler off, as in Kubernetes.
  const desired = present === 0 ? 0 : Math.min(maxReplicas, Math.max(minReplicas, present));
  if (desired !== present) {
    world.store.update<Deployment>('deployments', deployment, (draft) => {
      draft.spec.replicas = desired;
    });
    const reason =
      desired > present
        ? 'Current number of replicas below Spec.MinReplicas'
        : 'Current number of replicas above Spec.MaxReplicas';
    world.events.record(scaler, {
      reason: 'SuccessfulRescale',
      message: `New size: ${String(desired)}; reason: ${reason}`,
      component: 'horizontal-pod-autoscaler',
    });
  }
  world.store.update('horizontalpodautoscalers', scaler, (draft) => {
    draft.status = {
      ...(draft.status as object | undefined),
      currentReplicas: deployment.status?.replicas ?? 0,
      desiredReplicas: desired,
    };
  });
}
