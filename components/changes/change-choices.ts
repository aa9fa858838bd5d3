import {
  ACTION_TRAITS,
  isWorkloadKind,
  traitsOf,
  type ChangeAction,
  type ChangeTarget,
  type PlacementSummary,
  type ServiceDetail,
  type WorkloadDto,
} from '@/lib/model';
import { counted } from '../list/words';
import { formOf } from './kinds';
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
  const fits = formOf(action).fits?.({ containers }) ?? true;
  if (whyUnfit(action, ref.kind) !== null || ref.namespace === null || !fits) return [];
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
  return only === undefined || others.length > 0
    ? counted(workloads.length, 'workload')
    : formOf(action).note(only);
}

/** Why an action cannot be done to a kind of workload; null where it can. */
function whyUnfit(action: ChangeAction, kind: string): string | null {
  if (!isWorkloadKind(kind)) return `Pilothouse cannot change a ${kind}`;
  const traits = traitsOf(kind);
  if (traits.changeable && ACTION_TRAITS[action].fits(traits)) return null;
  if (traits.sizedBy === 'nodes') return `a ${kind} runs one pod a node`;
  if (traits.sizedBy === 'runs') return `a ${kind} runs ${traits.changeable ? 'by its schedule' : 'once'}`;
  return `Pilothouse cannot change a ${kind}`;
}

/** Says of each placement that is no choice why: "Staging cannot be scaled: a CronJob runs by its schedule." */
export function unfitSentences(input: ChoicesInput): string[] {
  const { action, service, placements, labels } = input;
  const fitting = new Set(choicesOf(input).map(({ id }) => id));
  const { cannot } = formOf(action).passive;
  return placements
    .filter(({ id }) => !fitting.has(id))
    .map(({ id }) => {
      const kinds = new Set(service.workloads.filter((w) => w.placement === id).map((w) => w.ref.kind));
      const why = [...kinds].map((kind) => whyUnfit(action, kind) ?? `Pilothouse cannot change a ${kind}`);
      const reason = why.length === 0 ? 'no workload runs there' : why.join(', ');
      return `${labels.get(id) ?? id} cannot ${cannot}: ${reason}.`;
    });
}
