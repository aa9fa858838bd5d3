import { z } from 'zod';
import { actionUnion } from './action-params';
import { targetSchema } from './change';
import { CAUSE_CODES } from './cause-codes';

const label = z.string();
const change = { type: z.literal('change'), label, target: targetSchema };
const place = { cluster: z.string(), namespace: z.string() };

/**
 * One thing that a person may do next. `label` names the action and the object.
 *
 * - `logs`: of a pod's container; `previous`: of the run that ended before this one.
 * - `events`: those that regard one object; `document`: an http(s) page of Kubernetes' own documentation.
 * - `change`: a Change that can be requested, after its plan was shown; `command`: a line for a terminal, to copy.
 */
export const nextStepSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('logs'),
    label,
    ...place,
    pod: z.string(),
    container: z.string().nullable(),
    previous: z.boolean(),
  }),
  z.object({ type: z.literal('events'), label, ...place, kind: z.string(), name: z.string() }),
  z.object({ type: z.literal('document'), label, url: z.string() }),
  actionUnion(change),
  z.object({ type: z.literal('command'), label, command: z.string() }),
]);
export type NextStep = z.infer<typeof nextStepSchema>;

/** Why something is not healthy and what to do: `cause` is a sentence that a receipt supports; `steps` begin with the best one. */
export const adviceSchema = z.object({
  code: z.enum(CAUSE_CODES),
  cause: z.string(),
  steps: z.array(nextStepSchema),
});
export type Advice = z.infer<typeof adviceSchema>;
