import { isWorkloadKind, traitsOf, type ObjectRef } from '@/lib/model';
import { listed, quoted } from '../sentences';
import type { Diagnosis } from './diagnosis';
import { commandStep, documentStep, type CauseAndSteps } from './steps';

const RESOURCES = /\b\d+ Insufficient ([\w/-]+(?:\.[\w/-]+)*)/gu;

export function unschedulable(diagnosis: Diagnosis): CauseAndSteps {
  const { claims, namespace } = diagnosis;
  const pod = diagnosis.pod?.metadata.name ?? diagnosis.object.name;
  return {
    cause: schedulingCause(diagnosis),
    steps: [
      ...claims.map(({ metadata }) =>
        commandStep(
          `Why claim ${metadata.name} is not bound`,
          `kubectl describe pvc ${metadata.name} -n ${namespace}`,
        ),
      ),
      claims.length > 0 ? null : commandStep('What nodes have left', 'kubectl describe nodes'),
      commandStep(`What pod ${pod} requests`, `kubectl describe pod ${pod} -n ${namespace}`),
      schedulingDocument(diagnosis),
    ],
  };
}

/** Why the scheduler finds no node, with what the pod requests; its own message where it counts reasons of several kinds. */
function schedulingCause({ detail, pod, claims }: Diagnosis): string {
  if (claims.length > 0) {
    const names = listed(claims.map(({ metadata }) => metadata.name));
    const classes = [...new Set(claims.map(({ spec }) => spec.storageClassName ?? ''))].filter(Boolean);
    const storage = classes.length === 0 ? '' : ` (storage class ${listed(classes)})`;
    return `${claims.length === 1 ? 'claim' : 'claims'} ${names} ${claims.length === 1 ? 'is' : 'are'} not bound to a volume${storage}`;
  }
  const short = [...detail.matchAll(RESOURCES)].map(([, resource = '']) => resource);
  if (short.length > 0) {
    const requests = requestWords(pod, short);
    return `no node that it may run on has enough ${listed(short)} left${requests === '' ? '' : `; the pod requests ${requests}`}`;
  }
  if (/untolerated taint/u.test(detail))
    return 'every suitable node has a taint that the pod does not tolerate';
  if (/affinity|selector/u.test(detail)) return 'no node has the labels that the pod requires';
  if (/were unschedulable/u.test(detail)) return 'the suitable nodes are cordoned';
  return `the scheduler reports: ${quoted(detail)}`;
}

function requestWords(pod: Diagnosis['pod'], resources: readonly string[]): string {
  const requested = resources.flatMap((resource) => {
    const amounts = (pod?.spec.containers ?? []).flatMap(({ requests }) => requests[resource] ?? []);
    return amounts.length === 0 ? [] : [`${amounts.join(' + ')} ${resource}`];
  });
  return listed(requested);
}

function schedulingDocument({ detail, claims }: Diagnosis): ReturnType<typeof documentStep> {
  if (claims.length > 0 || /PersistentVolumeClaim/u.test(detail))
    return documentStep('Persistent volumes', 'concepts/storage/persistent-volumes/');
  if (/untolerated taint/u.test(detail))
    return documentStep('Taints and tolerations', 'concepts/scheduling-eviction/taint-and-toleration/');
  if (/affinity|selector/u.test(detail) && !/Insufficient/u.test(detail))
    return documentStep('Assign pods to nodes', 'concepts/scheduling-eviction/assign-pod-node/');
  return documentStep('Requests and limits', 'concepts/configuration/manage-resources-containers/');
}

function keepsPodNames(workload: ObjectRef | null): workload is ObjectRef {
  return workload !== null && isWorkloadKind(workload.kind) && traitsOf(workload.kind).stablePods;
}

export function nodeLost(diagnosis: Diagnosis): CauseAndSteps {
  const { object, detail, workload, pod, namespace } = diagnosis;
  const waits = keepsPodNames(workload) && pod?.metadata.deletionTimestamp !== undefined;
  const then = waits
    ? `; a ${workload.kind} creates the pod again only when the node is back or the old pod is deleted by force`
    : '';
  return {
    cause: `node ${object.name} no longer answers: ${quoted(detail)}${then}`,
    steps: [
      commandStep(`Describe node ${object.name}`, `kubectl describe node ${object.name}`),
      waits
        ? commandStep(
            `Delete pod ${pod.metadata.name} by force (only when node ${object.name} is certainly off)`,
            `kubectl delete pod ${pod.metadata.name} -n ${namespace} --grace-period=0 --force`,
          )
        : null,
      documentStep('Nodes, and what happens to their pods', 'concepts/architecture/nodes/'),
    ],
  };
}
