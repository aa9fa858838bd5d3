import { aggregate } from '@/lib/derive/aggregate';
import type { HealthDto, Whole } from '@/lib/model';

export interface WholePart {
  readonly service: string;
  readonly serviceName: string;
  /** Null where the part is a service. */
  readonly placement: string | null;
  readonly health: HealthDto;
}

/** The health of a whole from its parts, in its public shape; null without parts. */
export function wholeOf(parts: readonly WholePart[]): Whole | null {
  const whole = aggregate(
    parts.map(({ health: { status, message, since }, ...part }) => ({ status, message, since, part })),
  );
  if (whole === null) return null;
  const { message, since, part } = whole.worst;
  const { service, serviceName, placement } = part;
  return {
    status: whole.status,
    message,
    since,
    worst: { service, serviceName, placement },
    counts: [...whole.counts],
  };
}
