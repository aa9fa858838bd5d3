import {
  ACTION_TRAITS,
  isWorkloadKind,
  traitsOf,
  type ChangeAction,
  type ChangeTarget,
  type PlacementSummary,
  type RevisionDto,
  type ServiceDetail,
  type WorkloadDto,
} from '@/lib/model';
import { counted } from '../list/counted';
import { formOf } from './kinds';
import { workloadKey } from './workload-key';

export interface WorkloadChoice {
  readonly key: string;
  /** "Deployment ledger". */
  readonly label: string;
  readonly target: ChangeTarget;
  readonly replicas: number | null;
  readonly containers: WorkloadDto['containers'];
  /** Newest first. */
  readonly revisions: readonly RevisionDto[];
}

export interface PlacementChoice {
  readonly id: string;
  readonly label: string;
  /** The present value: "2 replicas", "1.27.3". */
  readonly note: string;
  readonly workloads: readonly WorkloadChoice[];
}

export interface ChoicesInput {
  readonly action: ChangeAction;
  readonly service: ServiceDetail;
  readonly placements: readonly PlacementSummary[];
  readonly labels: ReadonlyMap<string, string>;
}

/** Where the action is possible: placements with at least one workload that it fits. */
export function choicesOf({ action, service, placements, labels }: ChoicesInput): PlacementChoice[] {
  return placements.flatMap((placement) => {
    const workloads = service.workloads
      .filter((workload) => workload.placement === placement.id)
      .flatMap((workload) => choiceOf(action, workload, service.revisions));
    if (workloads.length === 0) return [];
    const label = labels.get(placement.id) ?? placement.id;
    return [{ id: placement.id, label, note: noteOf(action, workloads), workloads }];
  });
}

function choiceOf(
  action: ChangeAction,
  { placement, ref, replicas, containers }: WorkloadDto,
  known: readonly RevisionDto[],
): WorkloadChoice[] {
  const key = workloadKey(ref);
  const revisions = known.filter((one) => one.placement === placement && workloadKey(one.workload) === key);
  const fits = formOf(action).fits?.({ containers, revisions }) ?? true;
  if (whyUnfit(action, ref.kind) !== null || ref.namespace === null || !fits) return [];
  return [
    {
      key,
      label: `${ref.kind} ${ref.name}`,
      target: {
        cluster: ref.cluster,
        namespace: ref.namespace,
        kind: ref.kind as ChangeTarget['kind'],
        name: ref.name,
      },
      replicas,
      containers,
      revisions,
    },
  ];
}

function noteOf(action: ChangeAction, workloads: readonly WorkloadChoice[]): string {
  const [only, ...others] = workloads;
  return only === undefined || others.length > 0
    ? counted(workloads.length, 'workload')
    : formOf(action).note(only);
}

/** Why an action is not possible for a workload; null where it is. */
function whyUnfit(action: ChangeAction, kind: string): string | null {
  if (!isWorkloadKind(kind)) return `Pilothouse cannot change a ${kind}`;
  const traits = traitsOf(kind);
  if (!traits.changeable && traits.sizedBy !== 'runs') return `a ${kind} is changed by its own tools`;
  if (traits.changeable && ACTION_TRAITS[action].fits(traits)) return null;
  if (traits.sizedBy === 'nodes') return `a ${kind} runs one pod on each node`;
  return `a ${kind} runs ${traits.changeable ? 'by its schedule' : 'once'}`;
}

/** Why each of the other placements cannot be chosen: "Staging cannot be scaled: a CronJob runs by its schedule." */
export function unfitSentences(input: ChoicesInput): string[] {
  const { action, service, placements, labels } = input;
  const fitting = new Set(choicesOf(input).map(({ id }) => id));
  const { cannot } = formOf(action).passive;
  return placements
    .filter(({ id }) => !fitting.has(id))
    .map(({ id }) => {
      const kinds = new Set(service.workloads.filter((w) => w.placement === id).map((w) => w.ref.kind));
      const why = [...kinds].map(
        (kind) => whyUnfit(action, kind) ?? formOf(action).unfit ?? 'it does not support this',
      );
      const reason = why.length === 0 ? 'no workload runs there' : why.join(', ');
      return `${labels.get(id) ?? id} cannot ${cannot}: ${reason}.`;
    });
}
