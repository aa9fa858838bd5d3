import type { KubeObject, Pod } from '../types';
import type { World } from '../world';
import { objectKey, startController, type Controller } from './controller';
import { isFinished, isTerminating } from './pods';

interface Node extends KubeObject {
  spec?: { unschedulable?: boolean };
  status?: { allocatable?: { memory?: string } };
}

const UNITS: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** A memory quantity in bytes; 0 for an invalid one. */
export function memoryBytes(quantity: string | undefined): number {
  const found = /^(\d+(?:\.\d+)?)(\w*)$/.exec(quantity ?? '');
  return Number(found?.[1] ?? 0) * (UNITS[found?.[2] ?? ''] ?? 1);
}

const requested = (pod: Pod) =>
  pod.spec.containers.reduce((sum, container) => sum + memoryBytes(container.resources?.requests?.memory), 0);

/** Binds each pod to the node with the fewest pods that has enough free memory. If none has, it records the scheduler's event and tries again. */
export function startScheduler(world: World): Controller {
  const controller = startController(world, {
    delayMs: 15,
    *touches(plural, { object, type }) {
      const waits = plural === 'pods' && type !== 'DELETED' && !(object as Pod).spec.nodeName;
      if (waits && !isTerminating(object)) yield objectKey(object.metadata.namespace, object.metadata.name);
    },
    reconcile(namespace, name) {
      const pod = world.store.get<Pod>('pods', namespace, name);
      if (!pod || pod.spec.nodeName || isTerminating(pod)) return;
      const node = choose(world, pod);
      if (!node) controller.enqueue(objectKey(namespace, name), 30_000);
    },
  });
  return controller;
}

function choose(world: World, pod: Pod): Node | null {
  const nodes = world.store.list<Node>('nodes').filter((node) => !node.spec?.unschedulable);
  const load = new Map(nodes.map((node) => [node.metadata.name, { pods: 0, bytes: 0 }]));
  for (const other of world.store.list<Pod>('pods')) {
    const used = isFinished(other) ? undefined : load.get(other.spec.nodeName ?? '');
    if (!used) continue;
    used.pods += 1;
    used.bytes += requested(other);
  }
  const wanted = requested(pod);
  const fitting = nodes.filter(
    (node) =>
      (load.get(node.metadata.name)?.bytes ?? 0) + wanted <= memoryBytes(node.status?.allocatable?.memory),
  );
  const fewest = Math.min(...fitting.map((node) => load.get(node.metadata.name)?.pods ?? 0));
  const best = fitting.filter((node) => load.get(node.metadata.name)?.pods === fewest);
  const chosen = best[world.random.between(0, Math.max(0, best.length - 1))] ?? null;
  if (chosen) bind(world, pod, chosen.metadata.name);
  else refuse(world, pod, nodes.length);
  return chosen;
}

function bind(world: World, pod: Pod, node: string): void {
  const now = world.clock.time();
  world.store.update<Pod>('pods', pod, (draft) => {
    draft.spec.nodeName = node;
    draft.status = {
      ...draft.status,
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: now }],
    };
  });
  const { namespace = '', name } = pod.metadata;
  world.events.record(pod, {
    reason: 'Scheduled',
    message: `Successfully assigned ${namespace}/${name} to ${node}`,
    component: 'default-scheduler',
  });
}

function refuse(world: World, pod: Pod, nodes: number): void {
  const message = `0/${String(nodes)} nodes are available: ${String(nodes)} Insufficient memory. preemption: 0/${String(nodes)} nodes are available: ${String(nodes)} No preemption victims found for incoming pod.`;
  world.store.update<Pod>('pods', pod, (draft) => {
    const since = draft.status?.conditions?.[0]?.lastTransitionTime ?? world.clock.time();
    draft.status = {
      ...draft.status,
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message,
          lastTransitionTime: since,
        },
      ],
    };
  });
  world.events.record(pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    component: 'default-scheduler',
  });
}
