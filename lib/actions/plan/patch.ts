import type { PatchRequest, RawObject } from '@/lib/model';
import type { ActionKind, Planned } from '../kinds/kind';

/** Stands on an object that Pilothouse wrote: which operation was the last. A lost answer is found again by it. */
export const OPERATION_ANNOTATION = 'pilothouse.dev/operation';

export interface PatchInput {
  readonly kind: ActionKind;
  readonly planned: Planned;
  readonly operationId: string;
  /** The live object: the write is refused if it has moved on since. */
  readonly live: { readonly uid: string; readonly resourceVersion: string };
}

/** The strategic merge patch that does what is asked, bound to one version of one object. */
export function patchOf({ kind, planned, operationId, live }: PatchInput): RawObject {
  const { annotations, spec } = kind.patch(planned);
  return {
    metadata: {
      uid: live.uid,
      resourceVersion: live.resourceVersion,
      annotations: { ...annotations, [OPERATION_ANNOTATION]: operationId },
    },
    spec,
  };
}

export function patchRequest(input: PatchInput, dryRun: boolean): PatchRequest {
  return {
    target: input.planned.intent.target,
    patch: patchOf(input),
    patchType: 'strategic-merge',
    dryRun,
    operationId: input.operationId,
  };
}
