import type { Advice, NextStep } from '@/lib/model';
import { formOf } from '../changes/kinds';
import { workloadKey } from '../changes/workload-key';
import type { IconName } from '../ui/icon';

/** Which placement the advice is about, and who reads it. */
export interface AdvicePlace {
  readonly service: string;
  readonly placement: string;
  /** Whether the viewer may request Changes; steps that they may not do are left out. */
  readonly mayRequest: boolean;
}

/** A next step as the page offers it: a link, or a command to copy. */
export type Move =
  | {
      readonly type: 'link';
      readonly label: string;
      readonly href: string;
      readonly icon: IconName;
      /** It requests a Change; its plan is shown first. */
      readonly requests: boolean;
      /** It leads to another site. */
      readonly outside: boolean;
    }
  | { readonly type: 'copy'; readonly label: string; readonly command: string };
export type LinkMove = Extract<Move, { type: 'link' }>;

/** The steps of an advice that this viewer can take, the best one first. */
export function movesOf(advice: Advice | null, place: AdvicePlace): Move[] {
  return advice === null ? [] : advice.steps.flatMap((step) => moveOf(step, place) ?? []);
}

function moveOf(step: NextStep, place: AdvicePlace): Move | null {
  const link = (href: string, icon: IconName, requests = false): LinkMove => ({
    type: 'link',
    label: step.label,
    href,
    icon,
    requests,
    outside: false,
  });
  switch (step.type) {
    case 'logs':
      return link(
        serviceTabHref(place, 'logs', {
          pod: step.pod,
          container: step.container,
          previous: step.previous ? '1' : null,
        }),
        'lines',
      );
    case 'events':
      return link(serviceTabHref(place, 'events', { kind: step.kind, name: step.name }), 'list');
    case 'change':
      return place.mayRequest ? link(changeHref(place, step), formOf(step.action).icon, true) : null;
    case 'document':
      return /^https?:\/\//.test(step.url) ? { ...link(step.url, 'external'), outside: true } : null;
    case 'command':
      return { type: 'copy', label: step.label, command: step.command };
  }
}

/** A tab of a service's page, at one placement, brought into view. Values that are null are left out. */
export function serviceTabHref(
  { service, placement }: Pick<AdvicePlace, 'service' | 'placement'>,
  tab: string,
  values: Readonly<Record<string, string | null>> = {},
): string {
  const query = new URLSearchParams({ tab, at: placement });
  for (const [name, value] of Object.entries(values)) if (value !== null) query.set(name, value);
  return `/catalog/${encodeURIComponent(service)}?${query.toString()}#parts`;
}

function changeHref(
  { service, placement }: AdvicePlace,
  step: Extract<NextStep, { type: 'change' }>,
): string {
  const query = new URLSearchParams({
    do: step.action,
    placement,
    workload: workloadKey(step.target),
    ...formOf(step.action).query(step.params),
  });
  return `/catalog/${encodeURIComponent(service)}?${query.toString()}`;
}
