import { traitsOf, type PatchRequest, type RawObject } from '@/lib/model';
import type { ActionKind, Planned } from '../kinds/kind';
import { isRecord, recordAt } from './raw';

/** Stands on an object that Pilothouse wrote: which operation was the last. A lost answer is found again by it. */
export const OPERATION_ANNOTATION = 'pilothouse.dev/operation';

export interface PatchInput {
  readonly kind: ActionKind;
  readonly planned: Planned;
  readonly operationId: string;
  /** What was read: the write is refused if it has moved on since. `live` is the object itself, which a merge patch takes lists from. */
  readonly live: { readonly uid: string; readonly resourceVersion: string; readonly live?: RawObject };
}

/** The patch that does what is asked, of the type that the API of the target's kind accepts; bound to one version of one object. */
export function patchOf({ kind, planned, operationId, live }: PatchInput): RawObject {
  const { annotations, spec } = kind.patch(planned);
  return {
    metadata: {
      uid: live.uid,
      resourceVersion: live.resourceVersion,
      annotations: { ...annotations, [OPERATION_ANNOTATION]: operationId },
    },
    spec: patchTypeOf(planned) === 'merge' ? withWholeLists(recordAt(live.live, 'spec'), spec) : spec,
  };
}

function patchTypeOf({ intent }: Planned): PatchRequest['patchType'] {
  return traitsOf(intent.target.kind).patchType;
}

/** A strategic merge patch joins lists by the names of their items; a merge patch replaces them (RFC 7386), so it must hold them whole. */
function withWholeLists(live: unknown, patch: RawObject): RawObject {
  const held = isRecord(live) ? live : {};
  return Object.fromEntries(
    Object.entries(patch).map(([key, value]) => {
      if (Array.isArray(value)) return [key, joined(held[key], value)];
      return [key, isRecord(value) ? withWholeLists(held[key], value) : value];
    }),
  );
}

function joined(live: unknown, items: readonly unknown[]): readonly unknown[] {
  const held: readonly unknown[] = Array.isArray(live) ? live : [];
  const named = (name: unknown) => (item: unknown) => isRecord(item) && item['name'] === name;
  const changed = held.map((item) => {
    const change = isRecord(item) ? items.find(named(item['name'])) : undefined;
    return isRecord(item) && isRecord(change) ? { ...item, ...change } : item;
  });
  const added = items.filter((item) => isRecord(item) && !held.some(named(item['name'])));
  return [...changed, ...added];
}

export function patchRequest(input: PatchInput, dryRun: boolean): PatchRequest {
  return {
    target: input.planned.intent.target,
    patch: patchOf(input),
    patchType: patchTypeOf(input.planned),
    dryRun,
    operationId: input.operationId,
  };
}
