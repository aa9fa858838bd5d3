import { targetSchema, type ChangeTarget, type NextStep, type ObjectRef } from '@/lib/model';
import type { Diagnosis } from './diagnosis';

/** What a cause comes to: a sentence without capital and full stop, and the steps that it adds to those of every diagnosis. */
export interface CauseAndSteps {
  readonly cause: string;
  readonly steps: readonly (NextStep | null)[];
}

const DOCS = 'https://kubernetes.io/docs/';

/** A page of Kubernetes' own documentation; `path` below https://kubernetes.io/docs/. */
export function documentStep(label: string, path: string): NextStep {
  return { type: 'document', label, url: `${DOCS}${path}` };
}

/** No quoting, no variable, no second command: what a shell would read as more than words. */
const PLAIN_COMMAND = /^kubectl [\w ./:=,'{}?-]+$/u;

/**
 * A line to copy into a terminal. Names in it may come from messages that anyone writes who may write events: null where one of
 * them holds what a shell would act on.
 */
export function commandStep(label: string, command: string): NextStep | null {
  return PLAIN_COMMAND.test(command) ? { type: 'command', label, command } : null;
}

export function eventsStep({ object, namespace }: Pick<Diagnosis, 'object' | 'namespace'>): NextStep {
  const { cluster, kind, name } = object;
  return { type: 'events', label: `Events of ${kind} ${name}`, cluster, namespace, kind, name };
}

/** Logs of the container in trouble; `previous`: of its run that ended. Null where no pod is to be read. */
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

/** Back to the revision before, as a Change. */
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
