import type { Fall } from '@/lib/db/deliveries';
import type { NotificationRule } from '@/lib/model';

/** Whether a rule is for such a fall, however long it has lasted. */
export function matches({ match }: NotificationRule, fall: Fall): boolean {
  const { services, owners, environments, clusters, severities } = match;
  const holds = (wanted: readonly string[] | undefined, ...values: readonly (string | null)[]): boolean =>
    wanted === undefined || values.some((value) => value !== null && wanted.includes(value));
  return (
    (severities as readonly string[]).includes(fall.status) &&
    holds(services, fall.service, fall.serviceName) &&
    holds(owners, fall.owner) &&
    holds(environments, fall.environment) &&
    holds(clusters, fall.cluster)
  );
}

/** Whether a fall has lasted as long as a rule demands. */
export function isDue({ minDurationSeconds }: NotificationRule, fall: Fall, now: Date): boolean {
  return now.getTime() - fall.at.getTime() >= minDurationSeconds * 1000;
}
