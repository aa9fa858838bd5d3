import { addWorkloadKind, type Undo, type WorkloadShape, type WorkloadTraits } from '@/lib/model';
import { objectRules, type ObjectRule } from '@/lib/derive/health/kinds';
import { rolloutRules, type RolloutRules } from '@/lib/derive/rollout/kinds';
import { workloadProjections } from '@/lib/projection';
import type { Fields } from '@/lib/projection/fields';

/** All that Pilothouse knows of one workload kind that keeps a number of like pods: its row in the table of each room. */
export interface WorkloadKindEntry<W extends WorkloadShape> {
  readonly traits: WorkloadTraits;
  readonly project: (object: Fields) => W;
  readonly health: ObjectRule<W>;
  readonly rollout: RolloutRules<W>;
}

/** Puts a kind's rows into the tables, and takes them out again. */
export function defineKind<W extends WorkloadShape>({
  traits,
  project,
  health,
  rollout,
}: WorkloadKindEntry<W>): Undo {
  const undo = [
    addWorkloadKind(traits),
    workloadProjections.add(traits.kind, project),
    objectRules.add(traits.kind, health as ObjectRule<WorkloadShape>),
    rolloutRules.add(traits.kind, rollout as RolloutRules<WorkloadShape>),
  ];
  return () => undo.forEach((one) => one());
}
