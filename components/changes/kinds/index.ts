import { CHANGE_ACTIONS, type ChangeAction } from '@/lib/model';
import { deployForm } from './deploy';
import type { ActionForm } from './form';
import { restartForm } from './restart';
import { rollbackForm } from './rollback';
import { scaleForm } from './scale';

export type { ActionFieldsProps, ActionForm, Values } from './form';

/** The forms of all actions, in the order of their buttons. */
const ACTION_FORMS: { readonly [A in ChangeAction]: ActionForm<A> } = {
  deploy: deployForm,
  scale: scaleForm,
  restart: restartForm,
  rollback: rollbackForm,
};

/** The actions in the order in which pages offer them. */
export const OFFERED_ACTIONS = Object.keys(ACTION_FORMS) as readonly ChangeAction[];

export function formOf(action: ChangeAction): ActionForm {
  return ACTION_FORMS[action];
}

/** Whether a text from an address is the name of an action. */
export function isAction(text: string): text is ChangeAction {
  return (CHANGE_ACTIONS as readonly string[]).includes(text);
}

/** Every value that a link to a form can have. */
export const FORM_VALUES = [...new Set(OFFERED_ACTIONS.flatMap((action) => formOf(action).values))];
