import type { ChangeIntent } from '@/lib/db/change-record';
import type { ChangeTarget, PatchRequest, RawObject } from '@/lib/model';
import { listAt } from './raw';

/** Stands on an object that Pilothouse wrote: which operation was the last. A lost answer is found again by it. */
export const OPERATION_ANNOTATION = 'pilothouse.dev/operation';

/** Where a kind keeps its pod template's containers. */
export function containersPath(kind: ChangeTarget['kind']): readonly string[] {
  return kind === 'CronJob'
    ? ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers']
    : ['spec', 'template', 'spec', 'containers'];
}

export interface PatchInput {
  readonly intent: ChangeIntent;
  /** The container to give the image; of a scale, any text. */
  readonly container: string;
  readonly operationId: string;
  /** The live object: the write is refused if it has moved on since. */
  readonly live: { readonly uid: string; readonly resourceVersion: string };
}

/** The strategic merge patch that does what is asked, bound to one version of one object. */
export function patchOf({ intent, container, operationId, live }: PatchInput): RawObject {
  const metadata = {
    uid: live.uid,
    resourceVersion: live.resourceVersion,
    annotations: { [OPERATION_ANNOTATION]: operationId },
  };
  if (intent.action === 'scale') return { metadata, spec: { replicas: intent.params.replicas } };
  const containers = [{ name: container, image: intent.params.image }];
  const nested = [...containersPath(intent.target.kind)]
    .reverse()
    .reduce<unknown>((inner, key) => ({ [key]: inner }), containers) as RawObject;
  return { metadata, ...nested };
}

export function patchRequest(input: PatchInput, dryRun: boolean): PatchRequest {
  return {
    target: input.intent.target,
    patch: patchOf(input),
    patchType: 'strategic-merge',
    dryRun,
    operationId: input.operationId,
  };
}

/** Containers of a live object, by name. */
export function containersOf(
  object: RawObject,
  kind: ChangeTarget['kind'],
): { name: string; image: string }[] {
  return listAt(object, ...containersPath(kind)).map(({ name, image }) => ({
    name: typeof name === 'string' ? name : '',
    image: typeof image === 'string' ? image : '',
  }));
}
