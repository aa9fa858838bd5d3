import { targetSchema, type ChangeTarget, type NextStep, type ObjectRef } from '@/lib/model';
import type { Diagnosis } from './diagnosis';

/** A cause as a sentence without capital and full stop, and its steps, besides those that every cause has. */
export interface CauseAndSteps {
  readonly cause: string;
  readonly steps: readonly (NextStep | null)[];
}

const DOCS = 'https://kubernetes.io/docs/';

/** A page of Kubernetes' own documentation; `path` below https://kubernetes.io/docs/. */
export function documentStep(label: string, path: string): NextStep {
  return { type: 'document', label, url: `${DOCS}${path}` };
}

/** Refuses quotes, variables and further commands: everything that a shell would interpret. */
const PLAIN_COMMAND = /^kubectl [\w ./:=,'{}?-]+$/u;

/**
 * A line to copy into a terminal. Names in it may come from events, which many can write: null where one of them holds characters that a
 * shell interprets.
 */
export function commandStep(label: string, command: string): NextStep | null {
  return PLAIN_COMMAND.test(command) ? { type: 'command', label, command } : null;
}

export function eventsStep({ object, namespace }: Pick<Diagnosis, 'object' | 'namespace'>): NextStep {
  const { cluster, kind, name } = object;
  return { type: 'events', label: `Events of ${kind} ${name}`, cluster, namespace, kind, name };
}

/** Logs of the affected container; `previous`: of its last run that ended. Null where there is no pod. */
export function logsStep(
  diagnosis: Diagnosis,
  label: string,
  { previous }: { previous: boolean },
): NextStep | null {
  const { pod, container, namespace, object } = diagnosis;
  if (pod === null) return null;
  return {
    type: 'logs',
    label,
    cluster: object.cluster,
    namespace,
    pod: pod.metadata.name,
    container,
    previous,
  };
}

/** A rollback to the revision before, as a Change; null where none is known. */
export function rollBack({ before, workload }: Diagnosis): NextStep | null {
  const target = targetOf(workload);
  if (before === null || target === null) return null;
  const { revision, version } = before;
  const label = `Roll back to ${version}`;
  return { type: 'change', label, action: 'rollback', target, params: { revision } };
}

export function scaleStep({ workload, replicas }: Diagnosis): NextStep | null {
  const target = targetOf(workload);
  if (replicas === null || target === null) return null;
  const label = `Scale ${target.name} to ${replicas} ${replicas === 1 ? 'pod' : 'pods'}`;
  return { type: 'change', label, action: 'scale', target, params: { replicas } };
}

/** `Deployment cart` → `deployment/cart`, as kubectl takes it. */
export function kubectlName({ kind, name }: Pick<ObjectRef, 'kind' | 'name'>): string {
  return `${kind.toLowerCase()}/${name}`;
}

function targetOf(workload: ObjectRef | null): ChangeTarget | null {
  if (workload === null) return null;
  const { cluster, namespace, kind, name } = workload;
  const parsed = targetSchema.safeParse({ cluster, namespace, kind, name });
  return parsed.success ? parsed.data : null;
}
