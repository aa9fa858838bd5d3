import { z } from 'zod';
import { CHANGE_ACTIONS, type ChangeAction } from './actions';

/** Bounds of the schema are the widest that any policy allows; an environment's policy may be narrower. */
const scaleParamsSchema = z.strictObject({
  replicas: z
    .int({ error: 'expected a whole number of replicas, 0 to 1,000' })
    .min(0, 'expected a whole number of replicas, 0 to 1,000'),
});

const deployParamsSchema = z.strictObject({
  /** Optional where the workload has one container. */
  container: z.string().min(1).max(63).optional(),
  image: z.string().max(1024),
});

const rollbackParamsSchema = z.strictObject({
  /** The number of a revision that the cluster keeps, as `kubectl rollout history` lists it. */
  revision: z.int({ error: 'expected the number of a revision' }).min(1, 'expected the number of a revision'),
});

/** The parameters of each action. */
export const ACTION_PARAMS = {
  scale: scaleParamsSchema,
  deploy: deployParamsSchema,
  restart: z.strictObject({}),
  rollback: rollbackParamsSchema,
} as const satisfies Record<ChangeAction, z.ZodObject>;

type ParamsSchema<A extends ChangeAction> = (typeof ACTION_PARAMS)[A];
export type ActionParams<A extends ChangeAction = ChangeAction> = { [K in A]: z.infer<ParamsSchema<K>> }[A];

type ActionSchema<S extends z.ZodRawShape> = {
  [A in ChangeAction]: z.ZodObject<{ action: z.ZodLiteral<A>; params: ParamsSchema<A> } & S, z.core.$strict>;
}[ChangeAction];

/** A union of the shape with the parameters of each action, discriminated by `action`. */
export function actionUnion<S extends z.ZodRawShape>(shape: S) {
  const schemas = CHANGE_ACTIONS.map((action) =>
    z.strictObject({ ...shape, action: z.literal(action), params: ACTION_PARAMS[action] }),
  );
  // The type of `map` loses which parameters belong to which action; the table above has them.
  return z.discriminatedUnion('action', schemas as unknown as [ActionSchema<S>, ...ActionSchema<S>[]]);
}
