import type { ChangeAction, SearchHit } from '@/lib/model';
import { formOf, OFFERED_ACTIONS } from '../changes/kinds';
import type { IconName } from '../ui/icon';

/** A typed text in its parts: `restart led` is the action restart and the search `led`. */
export interface Typed {
  readonly action: ChangeAction | null;
  /** The text to search for. */
  readonly text: string;
}

export interface ActionOffer {
  readonly id: string;
  /** `Restart ledger` */
  readonly label: string;
  readonly note: string;
  readonly icon: IconName;
  readonly href: string;
}

/** An action, from its verb at the beginning of the text. */
export function typedAction(typed: string): Typed {
  const text = typed.trim();
  const action = OFFERED_ACTIONS.find((one) => text.toLowerCase().startsWith(`${verbOf(one)} `));
  return action === undefined
    ? { action: null, text }
    : { action, text: text.slice(verbOf(action).length + 1).trim() };
}

const SERVICES_MAX = 5;

/** Actions for the services that were found: the typed action for each, or all actions for the best match. */
export function actionOffers({ action }: Typed, hits: readonly SearchHit[]): ActionOffer[] {
  const services = hits.filter(({ kind }) => kind === 'service');
  const chosen = action === null ? services.slice(0, 1) : services.slice(0, SERVICES_MAX);
  const actions = action === null ? OFFERED_ACTIONS : [action];
  return chosen.flatMap((service) =>
    actions.map((one) => ({
      id: `${one}:${service.id}`,
      label: `${formOf(one).verb} ${service.title}`,
      note: service.detail,
      icon: formOf(one).icon,
      href: `${service.href}?do=${one}`,
    })),
  );
}

function verbOf(action: ChangeAction): string {
  return formOf(action).verb.toLowerCase();
}
