import { z } from 'zod';
import { HEALTH } from './health';
import { AVAILABILITY_WINDOWS } from './availability-windows';

const time = z.string();

/**
 * One change of a placement's health, kept with what it was read from. `at`: when the new status began by the objects' own
 * timestamps where they have it, else when Pilothouse saw it. `until`: when the next transition began; null while it lasts.
 */
export const transitionSchema = z.object({
  id: z.string(),
  placement: z.string(),
  service: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  environment: z.string(),
  /** Null: the first that was ever seen of it. */
  from: z.enum(HEALTH).nullable(),
  to: z.enum(HEALTH),
  /** The id of the rule that judged, as Health's `reason`. */
  reason: z.string(),
  message: z.string(),
  receipt: z.object({
    rule: z.string(),
    object: z.object({
      cluster: z.string(),
      kind: z.string(),
      namespace: z.string().nullable(),
      name: z.string(),
      uid: z.string().nullable(),
    }),
    field: z.string(),
    value: z.string(),
    cluster: z.string(),
    observedAt: time,
  }),
  ready: z.int(),
  desired: z.int(),
  at: time,
  until: time.nullable(),
});
export type Transition = z.infer<typeof transitionSchema>;

/**
 * The share of a window in which a placement was available (Healthy, Progressing, Idle, Suspended). `ratio` is 0–1 of the time that
 * is known; `knownSeconds` how much of the window that is (Unknown and the time before the first record are not known). Null ratio:
 * nothing is known of it.
 */
export const availabilitySchema = z.object({
  window: z.enum(AVAILABILITY_WINDOWS),
  ratio: z.number().nullable(),
  knownSeconds: z.number(),
  windowSeconds: z.number(),
  downSeconds: z.number(),
});
export type Availability = z.infer<typeof availabilitySchema>;

export const placementHistorySchema = z.object({
  placement: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  environment: z.string(),
  availability: z.array(availabilitySchema),
  /** Times it left a good status in the last hour; `flapping` from four on. */
  fallsLastHour: z.int(),
  flapping: z.boolean(),
  /** Newest first, bounded. */
  transitions: z.array(transitionSchema),
});
export type PlacementHistory = z.infer<typeof placementHistorySchema>;

/** `GET /api/v1/services/{id}/history`: the transitions of each placement, and since when they are recorded. */
export const serviceHistorySchema = z.object({
  service: z.string(),
  /** The oldest record that is kept of it; null: none yet. */
  knownSince: time.nullable(),
  placements: z.array(placementHistorySchema),
});
export type ServiceHistory = z.infer<typeof serviceHistorySchema>;

/** One step of the number of ready pods: it holds until the next. */
export const readinessPointSchema = z.object({ at: time, ready: z.int(), desired: z.int() });

/** `GET /api/v1/readiness?placement&minutes`: how many pods were ready, step by step, oldest first. */
export const readinessSchema = z.object({
  placement: z.string(),
  from: time,
  to: time,
  /** The first point lies at or before `from` where it is known. */
  points: z.array(readinessPointSchema),
});
export type Readiness = z.infer<typeof readinessSchema>;
