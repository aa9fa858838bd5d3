/**
 * A Kubernetes API of 10,000 pods in a process of its own: the demo's API server over objects that no controller touches, so that
 * every write is one that the bench decides on.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Access } from '@/demo/cluster/api/access';
import { ApiServer } from '@/demo/cluster/api/server';
import { VirtualClock } from '@/demo/cluster/clock';
import { EventRecorder } from '@/demo/cluster/event-recorder';
import { Random } from '@/demo/cluster/random';
import { ObjectStore } from '@/demo/cluster/store';
import { serveParent } from './worker';
import { machineMs } from './clock';
import { manyPods, SERVICES } from './many-pods';
import { namespaceOf, nameOf, podNameOf, PODS_EACH } from './names';
import { deploymentStatus, endpoints, podStatus, replicaSetStatus } from './statuses';

const TOKEN = 'bench';
/** How long after a pod the statuses that depend on it are written, as controllers do. */
const FOLLOW_MS = 15;
/** How many services have an unready pod at a time; the one that has it longest recovers first. */
const UNREADY = 20;
/** Consecutive changes are in services of different namespaces. */
const STRIDE = 7;
/** More events than the benchmark writes, so that no watch has to list again. */
const RING = 20_000;

/** One pod's readiness that was changed. */
export interface PodChange {
  readonly service: string;
  /** By `machineMs`, just before it was written. */
  readonly at: number;
}

const clock = new VirtualClock(Date.now());
const random = new Random('bench');
const store = new ObjectStore(clock, random, RING);
const events = new EventRecorder(clock, random, store);
const api = new ApiServer(
  { clock, random, store, events, illnesses: [] },
  new Access(new Map([[TOKEN, { name: 'pilothouse', verbs: ['*'] }]])),
);
let fallen = 0;
let recovered = 0;

const handlers = {
  /** Fills the cluster and listens. */
  async start() {
    for (const { plural, object } of manyPods()) store.create(plural, object);
    clock.goLive((error) => console.error(error));
    await api.listen(0);
    return { url: api.url, token: TOKEN, pods: store.list('pods').length };
  },

  /** The resourceVersion that a watch may begin from. */
  version: () => store.version,

  /** Changes pods at a steady rate: alternately a pod becomes unready, and one that has been unready for some time becomes ready. */
  async change({ perSecond, seconds }: { readonly perSecond: number; readonly seconds: number }) {
    const changes: PodChange[] = [];
    const begun = performance.now();
    for (let done = 0; done < perSecond * seconds; done += 1) {
      await sleep(Math.max(0, begun + (done * 1000) / perSecond - performance.now()));
      const ready = fallen - recovered > UNREADY;
      changes.push(changePod({ turn: ready ? recovered : fallen, ready }));
      if (ready) recovered += 1;
      else fallen += 1;
    }
    return changes;
  },
};

export type ClusterProcess = typeof handlers;

function changePod({ turn, ready }: { readonly turn: number; readonly ready: boolean }): PodChange {
  const service = (turn * STRIDE) % SERVICES;
  const pod = turn % PODS_EACH;
  const namespace = namespaceOf(service);
  const name = nameOf(service);
  const at = machineMs();
  write('pods', podNameOf(service, pod), {
    status: podStatus({ service, pod, ready, since: clock.time(Date.now()) }),
  });
  setTimeout(() => {
    const count = ready ? PODS_EACH : PODS_EACH - 1;
    write('endpointslices', `${name}-x1`, { endpoints: endpoints(service, ready ? null : pod) });
    write('replicasets', podNameOf(service, pod).replace(/-x\d+$/, ''), { status: replicaSetStatus(count) });
    write('deployments', name, { status: deploymentStatus(count) });
  }, FOLLOW_MS);
  return { service: name, at };

  function write(plural: string, object: string, fields: object): void {
    store.update(plural, { metadata: { namespace, name: object } }, (draft) => Object.assign(draft, fields));
  }
}

serveParent(handlers);
