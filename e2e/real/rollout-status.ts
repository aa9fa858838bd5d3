import type { Pod, ReplicaSet, Rollout } from '@/lib/model';
import { rolloutOf } from '@/lib/derive/rollout';
import { factsOf } from '@/lib/derive/testing/facts';
import { project } from '@/lib/projection';
import type { ControlPlane } from '../cluster/control-plane';
import { KubectlError } from '../cluster/kubectl';
import type { RawApi } from '../cluster/raw-api';
import { ROLLOUT_LABEL, type RandomKind, type RandomWorkload } from './random-rollouts';

/** The result of `kubectl rollout status --watch=false`: its output from both streams, and its exit code. */
export interface KubectlSaid {
  readonly exitCode: number;
  readonly words: string;
}

/** Both verdicts on one version of one object. */
export interface Comparison {
  readonly object: { readonly kind: RandomKind; readonly metadata: { readonly resourceVersion: string } };
  readonly kubectl: KubectlSaid;
  /** Null where Pilothouse shows no rollout: pods are updated only when somebody deletes them. */
  readonly rollout: Rollout | null;
}

const PLURAL: Readonly<Record<RandomKind, string>> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
};

export function collectionOf(kind: RandomKind, namespace: string): string {
  return `/apis/apps/v1/namespaces/${namespace}/${PLURAL[kind]}`;
}

/**
 * Runs kubectl and our derivation on the same version of the object; null when the object changed in between. Like those of kubectl, all
 * reads are served by the API server's watch cache, so that equal versions before and after show which version kubectl has read.
 */
export async function compare(
  { cluster, api, namespace }: { cluster: ControlPlane; api: RawApi; namespace: string },
  { kind, name }: RandomWorkload,
): Promise<Comparison | null> {
  const cached = async (path: string, query: string): Promise<unknown[]> =>
    (await api.get<{ items: unknown[] }>(`${path}?resourceVersion=0&${query}`)).items;
  const read = async (): Promise<Comparison['object'] | undefined> => {
    const [found] = await cached(collectionOf(kind, namespace), `fieldSelector=metadata.name%3D${name}`);
    return found === undefined ? undefined : { ...(found as Comparison['object']), kind };
  };
  const object = await read();
  if (object === undefined) return null;
  const own = `labelSelector=${ROLLOUT_LABEL}%3D${name}`;
  const sets = await cached(`/apis/apps/v1/namespaces/${namespace}/replicasets`, own);
  const pods = await cached(`/api/v1/namespaces/${namespace}/pods`, own);
  const now = new Date();
  const kubectl = await rolloutStatus(cluster, `${kind.toLowerCase()}/${name}`, namespace);
  if ((await read())?.metadata.resourceVersion !== object.metadata.resourceVersion) return null;
  const observedAt = now.toISOString();
  const facts = factsOf(
    [
      project(kind, object),
      ...sets.map((set): ReplicaSet => project('ReplicaSet', set)),
      ...pods.map((pod): Pod => project('Pod', pod)),
    ],
    { observedAt },
  );
  const [workload] = facts.workloads;
  if (workload === undefined) throw new Error(`${kind} ${name} is no workload`);
  return { object, kubectl, rollout: rolloutOf(workload, { cluster: cluster.name, observedAt, now }) };
}

async function rolloutStatus(cluster: ControlPlane, object: string, namespace: string): Promise<KubectlSaid> {
  try {
    const words = await cluster.kubectl(['-n', namespace, 'rollout', 'status', object, '--watch=false']);
    return { exitCode: 0, words: words.trim() };
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    return { exitCode: error.exitCode ?? -1, words: error.stderr.trim() };
  }
}

/** The sentences of kubectl, with the verdict and check that correspond to each. */
const MEANINGS: readonly {
  readonly words: RegExp;
  readonly exitCode: number;
  readonly verdict: Rollout['kubectl'] | 'none';
  readonly rule: string;
}[] = [
  { words: /spec update to be observed/, exitCode: 0, verdict: 'waiting', rule: 'generation' },
  { words: /new replicas have been updated/, exitCode: 0, verdict: 'waiting', rule: 'updated-replicas' },
  { words: /old replicas are pending/, exitCode: 0, verdict: 'waiting', rule: 'old-replicas' },
  { words: /updated replicas are available/, exitCode: 0, verdict: 'waiting', rule: 'available-replicas' },
  { words: /^Waiting for \d+ pods to be ready/, exitCode: 0, verdict: 'waiting', rule: 'ready-replicas' },
  { words: /^Waiting for partitioned roll out/, exitCode: 0, verdict: 'waiting', rule: 'partition' },
  { words: /^waiting for statefulset rolling/, exitCode: 0, verdict: 'waiting', rule: 'update-revision' },
  { words: /^Waiting.*out of \d+ new pods have been/, exitCode: 0, verdict: 'waiting', rule: 'updated-pods' },
  { words: /updated pods are available/, exitCode: 0, verdict: 'waiting', rule: 'available-pods' },
  { words: /successfully rolled out$/, exitCode: 0, verdict: 'success', rule: 'complete' },
  { words: /^partitioned roll out complete/, exitCode: 0, verdict: 'success', rule: 'complete' },
  { words: /^statefulset rolling update complete/, exitCode: 0, verdict: 'success', rule: 'complete' },
  {
    words: /exceeded its progress deadline$/,
    exitCode: 1,
    verdict: 'deadline-exceeded',
    rule: 'progress-deadline',
  },
  { words: /only available for RollingUpdate/, exitCode: 1, verdict: 'none', rule: 'none' },
];

const STATES: Readonly<Record<Rollout['kubectl'], readonly Rollout['state'][]>> = {
  success: ['Complete'],
  'deadline-exceeded': ['Failed'],
  waiting: ['Progressing', 'Paused', 'Stalled'],
};

/** The verdict and check of kubectl, by our names. Throws for an unknown sentence. */
export function meaningOf({ exitCode, words }: KubectlSaid): {
  readonly verdict: string;
  readonly rule: string;
} {
  const meaning = MEANINGS.find((one) => one.words.test(words) && one.exitCode === exitCode);
  if (meaning === undefined) throw new Error(`kubectl ended with ${exitCode} and said: ${words}`);
  return { verdict: meaning.verdict, rule: meaning.rule };
}

/** The difference between the two; null if verdict, state and deciding check agree. */
export function disagreement({ kubectl, rollout }: Comparison): string | null {
  const { verdict, rule } = meaningOf(kubectl);
  if (rollout === null) return verdict === 'none' ? null : `kubectl says ${verdict}, we say nothing`;
  const ours = `${rollout.state}, ${rollout.kubectl} by ${rollout.receipt.rule}`;
  const agrees =
    rollout.kubectl === verdict &&
    STATES[rollout.kubectl].includes(rollout.state) &&
    rollout.receipt.rule === `rollout.${rule}`;
  return agrees ? null : `kubectl says ${verdict} by ${rule} ("${kubectl.words}"), we say ${ours}`;
}
