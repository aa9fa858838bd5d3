import type { ComponentType } from 'react';
import type { ApiError } from '@/lib/client';
import type { ActionParams, ChangeAction, ChangeTarget } from '@/lib/model';
import type { IconName } from '../../ui/icon';
import type { WorkloadChoice } from '../change-choices';

/** The values in the form of an action, as text by name; a name that is absent was not changed. */
export type Values = Readonly<Record<string, string>>;

export interface ActionFieldsProps {
  readonly workload: WorkloadChoice;
  /** Every value, with blanks filled in from the present values. */
  readonly filled: Values;
  /** What was typed or chosen so far. */
  readonly typed: Values;
  /** Whether the present values were left or sent, so that they are checked. */
  readonly judged: boolean;
  readonly error: ApiError | null;
  /** Whether the first field takes the focus: where the dialog opens with this action. */
  readonly autoFocus: boolean;
  readonly onValues: (typed: Values) => void;
  readonly onLeave: () => void;
}

/** The form and the words of one action. Which files an action consists of: docs/decisions/0044. */
export interface ActionForm<A extends ChangeAction = ChangeAction> {
  /** The verb on a button and in a title: `Scale`. */
  readonly verb: string;
  /** Whether the page of a service has a button for it; the dialog and the palette offer every action. */
  readonly prominent: boolean;
  readonly icon: IconName;
  /** The preposition between the title of a Change and its cluster. */
  readonly preposition: 'in' | 'to';
  /** After "cannot": `be scaled`; and after "can be": `scaled`. */
  readonly passive: { readonly cannot: string; readonly can: string };
  /** The names of its values in a link to the form. */
  readonly values: readonly string[];
  /** Whether its values mean something only in the place where they were chosen: the number of a revision. */
  readonly local?: boolean;
  /** The fields of the API that show their own errors. */
  readonly fields: readonly string[];
  /**
   * Whether the action is possible for a workload of a kind that fits; always, if not given. `unfit` says why not, after "cannot be …: ".
   */
  fits?(workload: Pick<WorkloadChoice, 'containers' | 'revisions'>): boolean;
  readonly unfit?: string;
  /** The present value: `2 replicas`. */
  note(workload: WorkloadChoice): string;
  fill(workload: WorkloadChoice, typed: Values): Values;
  /** What is wrong with the values; null where they can be sent. */
  fault?(filled: Values): string | null;
  params(filled: Values, workload: WorkloadChoice): ActionParams<A>;
  /** The values of a link to the form, from these parameters. */
  query(params: ActionParams<A>): Values;
  /** The values of a link that plans an ended Change again; the same as `query`, if not given. */
  again?(params: ActionParams<A>): Values;
  /** The label of the button that executes it. */
  button(change: {
    readonly title: string;
    readonly target: ChangeTarget;
    readonly params: ActionParams<A>;
  }): string;
  readonly Fields: ComponentType<ActionFieldsProps>;
}
