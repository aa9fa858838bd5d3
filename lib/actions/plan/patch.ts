import { traitsOf, type PatchRequest, type RawObject } from '@/lib/model';
import type { ActionKind, Planned } from '../kinds/kind';
import { isRecord, recordAt } from './raw';

/**
 * The annotation of objects that Pilothouse wrote, with the id of the last operation. It shows whether a write without
 * an answer arrived.
 */
export const OPERATION_ANNOTATION = 'pilothouse.dev/operation';

export interface PatchInput {
  readonly kind: ActionKind;
  readonly planned: Planned;
  readonly operationId: string;
  /** What was read: the write is refused if it has changed since. `live` is the object, from which a merge patch takes its lists. */
  readonly live: { readonly uid: string; readonly resourceVersion: string; readonly live?: RawObject };
}

/** The patch of a Change, of the type that the API of the target's kind accepts, bound to one version of one object. */
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

/**
 * Completes the lists of a merge patch, which replaces lists as a whole (RFC 7386); a strategic merge patch joins them
 * by the names of their items.
 */
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
