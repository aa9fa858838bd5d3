import type { ComponentType } from 'react';
import type { ApiError } from '@/lib/client';
import type { ActionParams, ChangeAction, ChangeTarget } from '@/lib/model';
import type { IconName } from '../../ui/icon';
import type { WorkloadChoice } from '../change-choices';

/** What the form of an action holds, as text by name; a name that is absent was not touched. */
export type Values = Readonly<Record<string, string>>;

export interface ActionFieldsProps {
  readonly workload: WorkloadChoice;
  /** Every value, blanks filled from what is there now. */
  readonly filled: Values;
  /** What was typed or chosen so far. */
  readonly typed: Values;
  /** Whether the values as they stand were left or sent, and may be judged. */
  readonly judged: boolean;
  readonly error: ApiError | null;
  /** Whether the first field takes the focus: where the dialog opens with this action. */
  readonly autoFocus: boolean;
  readonly onValues: (typed: Values) => void;
  readonly onLeave: () => void;
}

/** How one action is asked for and called. Which files an action consists of: docs/decisions/0044. */
export interface ActionForm<A extends ChangeAction = ChangeAction> {
  /** On a button and in a title: `Scale`. */
  readonly verb: string;
  /** Whether a service's page has a button of its own for it; the dialog and the palette offer every action. */
  readonly prominent: boolean;
  readonly icon: IconName;
  /** Between the title of a Change and its cluster. */
  readonly preposition: 'in' | 'to';
  /** After "cannot": `be scaled`; and after "can be": `scaled`. */
  readonly passive: { readonly cannot: string; readonly can: string };
  /** The names of its values, as a link to the form bears them. */
  readonly values: readonly string[];
  /** The API's fields that show their own errors. */
  readonly fields: readonly string[];
  /** Whether it can be done to a workload of a kind that fits; always unless given. `unfit` says why not, after "cannot be …: ". */
  fits?(workload: Pick<WorkloadChoice, 'containers' | 'revisions'>): boolean;
  readonly unfit?: string;
  /** What is there now: `2 replicas`. */
  note(workload: WorkloadChoice): string;
  fill(workload: WorkloadChoice, typed: Values): Values;
  /** What is wrong with the values; null where they may be sent. */
  fault?(filled: Values): string | null;
  params(filled: Values, workload: WorkloadChoice): ActionParams<A>;
  /** The values of a link to the form that asks for these parameters. */
  query(params: ActionParams<A>): Values;
  /** Those that a link to plan an ended Change again fills in; as `query` unless given. */
  again?(params: ActionParams<A>): Values;
  /** The words of the button that runs it. */
  button(change: {
    readonly title: string;
    readonly target: ChangeTarget;
    readonly params: ActionParams<A>;
  }): string;
  readonly Fields: ComponentType<ActionFieldsProps>;
}
