import type { ChangeAction, ChangeTarget, PlacementSummary, ServiceDetail, WorkloadDto } from '@/lib/model';
import { counted } from '../list/words';
import { workloadKey } from './workload-key';

export interface WorkloadChoice {
  readonly key: string;
  /** "Deployment ledger". */
  readonly label: string;
  readonly target: ChangeTarget;
  readonly replicas: number | null;
  readonly containers: WorkloadDto['containers'];
}

export interface PlacementChoice {
  readonly id: string;
  readonly label: string;
  /** What is there now: "2 replicas", "1.27.3". */
  readonly note: string;
  readonly workloads: readonly WorkloadChoice[];
}

/** Kinds that each action can be done to; the API accepts no others. */
const FITTING: Record<ChangeAction, readonly string[]> = {
  scale: ['Deployment', 'StatefulSet'],
  deploy: ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'],
};

export interface ChoicesInput {
  readonly action: ChangeAction;
  readonly service: ServiceDetail;
  readonly placements: readonly PlacementSummary[];
  readonly labels: ReadonlyMap<string, string>;
}

/** Where the action can be done: placements with at least one workload that fits. */
export function choicesOf({ action, service, placements, labels }: ChoicesInput): PlacementChoice[] {
  return placements.flatMap((placement) => {
    const workloads = service.workloads
      .filter((workload) => workload.placement === placement.id)
      .flatMap((workload) => choiceOf(action, workload));
    if (workloads.length === 0) return [];
    const label = labels.get(placement.id) ?? placement.id;
    return [{ id: placement.id, label, note: noteOf(action, workloads), workloads }];
  });
}

function choiceOf(action: ChangeAction, { ref, replicas, containers }: WorkloadDto): WorkloadChoice[] {
  if (!FITTING[action].includes(ref.kind) || ref.namespace === null) return [];
  if (action === 'deploy' && containers.length === 0) return [];
  return [
    {
      key: workloadKey(ref),
      label: `${ref.kind} ${ref.name}`,
      target: {
        cluster: ref.cluster,
        namespace: ref.namespace,
        kind: ref.kind as ChangeTarget['kind'],
        name: ref.name,
      },
      replicas,
      containers,
    },
  ];
}

function noteOf(action: ChangeAction, workloads: readonly WorkloadChoice[]): string {
  const [only, ...others] = workloads;
  if (only === undefined || others.length > 0) return counted(workloads.length, 'workload');
  if (action === 'scale') return counted(only.replicas ?? 0, 'replica');
  const [container, ...rest] = only.containers;
  return container === undefined || rest.length > 0
    ? counted(only.containers.length, 'container')
    : container.version;
}

/** Why a placement is not among the choices, for each kind that stands there. */
const UNFIT: Record<ChangeAction, Readonly<Record<string, string>>> = {
  scale: {
    DaemonSet: 'a DaemonSet runs one pod a node',
    CronJob: 'a CronJob runs by its schedule',
    Job: 'a Job runs once',
  },
  deploy: { Job: 'a Job runs once' },
};

/** Says of each placement that is no choice why: "Staging cannot be scaled: a CronJob runs by its schedule." */
export function unfitSentences(input: ChoicesInput): string[] {
  const { action, service, placements, labels } = input;
  const fitting = new Set(choicesOf(input).map(({ id }) => id));
  const verb = action === 'scale' ? 'be scaled' : 'be deployed to';
  return placements
    .filter(({ id }) => !fitting.has(id))
    .map(({ id }) => {
      const kinds = new Set(service.workloads.filter((w) => w.placement === id).map((w) => w.ref.kind));
      const why = [...kinds].map((kind) => UNFIT[action][kind] ?? `Pilothouse cannot change a ${kind}`);
      const reason = why.length === 0 ? 'no workload runs there' : why.join(', ');
      return `${labels.get(id) ?? id} cannot ${verb}: ${reason}.`;
    });
}
