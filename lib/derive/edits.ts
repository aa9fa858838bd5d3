import type { AnyObject, CauseCode, ObjectRef, SpecEdit } from '@/lib/model';
import { refOf } from './evidence';
import type { PlacementFacts } from './facts';
import { millis } from './times';

/** A write to the spec of one of a placement's objects. */
export interface Edit extends SpecEdit {
  readonly object: ObjectRef;
}

/**
 * Writes that may have caused a problem, the newest first: to its workloads, or to the objects that its cause is about
 * (the Services that reach nothing, the autoscaler, the budget and the cordoned nodes). Only the last write to an
 * object is known.
 */
export function editsOf(facts: PlacementFacts, code: CauseCode | null): readonly Edit[] {
  return suspects(facts, code)
    .flatMap((object): Edit[] => {
      const { lastEdit } = object.metadata;
      return lastEdit === undefined ? [] : [{ ...lastEdit, object: refOf(object, facts.cluster) }];
    })
    .toSorted((a, b) => millis(b.at) - millis(a.at));
}

function suspects({ workloads, endpoints, astray }: PlacementFacts, code: CauseCode | null) {
  const objects: AnyObject[] = workloads.map(({ workload }) => workload);
  switch (code) {
    case 'no-endpoints':
      return [
        ...objects,
        ...astray.map(({ service }) => service),
        ...endpoints.map(({ service }) => service),
      ];
    case 'autoscaler-limit':
      return workloads.flatMap(({ hpa }) => hpa ?? []);
    case 'disruption-budget':
      return workloads.flatMap(({ budgets, nodes }): AnyObject[] => [
        ...budgets,
        ...[...nodes.values()].filter(({ spec }) => spec.unschedulable),
      ]);
    // Nobody edits a node to make it silent, and of what cannot be read no edit is known.
    case 'node-lost':
    case 'unread':
      return [];
    default:
      return objects;
  }
}
