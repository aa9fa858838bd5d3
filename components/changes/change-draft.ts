import type { ChangeAction, ChangeRequest } from '@/lib/model';
import type { PlacementChoice, WorkloadChoice } from './change-choices';

/** What the person chose and typed. Null: not touched, the field shows what is there now. */
export interface ChangeDraft {
  readonly placement: string;
  readonly workload: string;
  readonly container: string;
  readonly replicas: string | null;
  readonly image: string | null;
  readonly reason: string;
}

/** What a link fills in; empty texts where it does not. */
export interface Preset {
  readonly placement: string;
  readonly workload: string;
  readonly container: string;
  readonly image: string;
  readonly replicas: string;
}

/** A draft with every blank filled from what is there. */
export interface FilledDraft {
  readonly placement: PlacementChoice;
  readonly workload: WorkloadChoice;
  readonly container: string;
  readonly replicas: string;
  readonly image: string;
  readonly reason: string;
}

export function draftOf(preset: Preset): ChangeDraft {
  const { placement, workload, container, image, replicas } = preset;
  return {
    placement,
    workload,
    container,
    replicas: replicas === '' ? null : replicas,
    image: image === '' ? null : image,
    reason: '',
  };
}

/** Null when there is nothing to choose from. A choice that is not there (any more) falls to the first. */
export function fillDraft(choices: readonly PlacementChoice[], draft: ChangeDraft): FilledDraft | null {
  const placement = choices.find(({ id }) => id === draft.placement) ?? choices[0];
  const workload =
    placement?.workloads.find(({ key }) => key === draft.workload) ??
    placement?.workloads.find(({ containers }) => containers.some(({ name }) => name === draft.container)) ??
    placement?.workloads[0];
  if (placement === undefined || workload === undefined) return null;
  const container =
    workload.containers.find(({ name }) => name === draft.container) ?? workload.containers[0];
  return {
    placement,
    workload,
    container: container?.name ?? '',
    replicas: draft.replicas ?? String(workload.replicas ?? ''),
    image: draft.image ?? container?.image ?? '',
    reason: draft.reason,
  };
}

/** Another workload or container has another image: what was typed for the one is not carried to the other. */
export function choose(draft: ChangeDraft, change: Partial<ChangeDraft>): ChangeDraft {
  const other = 'workload' in change || 'container' in change;
  return { ...draft, ...(other ? { image: null, replicas: null } : {}), ...change };
}

/** The request that a filled form makes. What is no number goes as it is not: the API refuses it by its name. */
export function requestOf(action: ChangeAction, filled: FilledDraft): ChangeRequest {
  const { target, containers } = filled.workload;
  const { reason } = filled;
  if (action === 'scale') {
    const params = { replicas: Number(filled.replicas.trim()) };
    return { action, target, params, reason };
  }
  const image = filled.image.trim();
  const params = containers.length > 1 ? { container: filled.container, image } : { image };
  return { action, target, params, reason };
}

/** What is wrong with a number of replicas as typed; null when nothing is. An environment may allow less. */
export function replicasError(text: string): string | null {
  const fine = /^\d{1,4}$/.test(text.trim()) && Number(text) <= 1000;
  return fine ? null : 'Replicas must be a whole number, 0 to 1,000.';
}

/** What the API says of a field as a sentence that names it: "Image: expected an image, such as …". */
export function fieldError(label: string, message: string | null | undefined): string | null {
  if (message === null || message === undefined) return null;
  const sentence = /^[a-z]/.test(message) ? `${label}: ${message}` : message;
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

/** The stretch of an image that typing a new version replaces: its tag with its digest; at the end when it has neither. */
export function versionRange(image: string): readonly [number, number] {
  const name = image.lastIndexOf('/') + 1;
  const digest = image.indexOf('@', name);
  const tag = image.indexOf(':', name);
  if (tag !== -1 && (digest === -1 || tag < digest)) return [tag + 1, image.length];
  return digest === -1 ? [image.length, image.length] : [digest, image.length];
}
