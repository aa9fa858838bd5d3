import type { KeptInstance, Outcome } from './kept';
import { withChecks } from './status';
import { durationText } from './duration-text';

/** The outcome for an instance that is not registered: nothing changes. */
export const ABSENT: Outcome = { next: null, events: [] };

/** Drains an instance, so that it is not in answers, or ends that. */
export function drain(
  held: KeptInstance,
  drained: { readonly reason: string; readonly by: string } | null,
  at: number,
): Outcome {
  const { service, id: instance } = held;
  if (drained === null) {
    if (held.drained === null) return { next: held, events: [] };
    const sentence = `${instance} of ${service} no longer drains.`;
    return {
      next: { ...held, drained: null },
      events: [{ service, instance, kind: 'returned', sentence }],
    };
  }
  const { reason, by } = drained;
  if (held.drained?.reason === reason && held.drained.by === by) return { next: held, events: [] };
  const why = reason === '' ? '' : `: ${reason}`;
  const sentence = `${instance} of ${service} was drained by ${by}${why}`;
  return {
    next: { ...held, drained: { reason, by, at: held.drained?.at ?? at } },
    events: [{ service, instance, kind: 'drained', sentence }],
  };
}

/** Removes an instance, by its own call (`by` null) or a person's. */
export function deregister(held: KeptInstance, by: string | null): Outcome {
  const { service, id: instance } = held;
  const sentence =
    by === null ? `${instance} left ${service}.` : `${instance} of ${service} was removed by ${by}.`;
  return { next: null, events: [{ service, instance, kind: 'left', sentence }] };
}

/** Removes an instance that was critical for as long as its registration allows. */
export function expire(held: KeptInstance, at: number): Outcome {
  const { service, id: instance, status, deregisterAfterMs, statusSince } = held;
  if (status !== 'critical' || deregisterAfterMs === null) return { next: held, events: [] };
  const sentence = `${instance} of ${service} was removed: critical for ${durationText(at - statusSince)}; its limit is ${durationText(deregisterAfterMs)}.`;
  return { next: null, events: [{ service, instance, kind: 'left', sentence }] };
}

/** An instance without one of its checks. */
export function removeCheck(held: KeptInstance, check: string, at: number): Outcome {
  const checks = held.checks.filter(({ id }) => id !== check);
  if (checks.length === held.checks.length) return { next: held, events: [] };
  return { next: withChecks(held, checks, at), events: [] };
}
