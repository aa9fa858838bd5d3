import { AppError, type ProbeMinute, type RegistryLatency, type RegistryLatencyPage } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { pageOf, type PageRequest } from '../cursor';

const MINUTE_MS = 60_000;
const MINUTES = 60;

/**
 * How long the probes of a service took in the last hour, and how many failed, minute by minute: from the memory of this process.
 * AppError `not-found` for an unknown name.
 */
export function readRegistryLatency(
  { registry, registered, probed }: Pick<WorldContext, 'registry' | 'registered' | 'probed' | 'scope'>,
  name: string,
  query: PageRequest,
): RegistryLatencyPage {
  const whole = registry.whole(name);
  if (whole === null) throw new AppError('not-found', `The registry knows no service "${name}".`);
  const from = (Math.floor(registered.now() / MINUTE_MS) - MINUTES + 1) * MINUTE_MS;
  // Two Services may probe a pod in the same way: it is listed once.
  const subjects = new Map(whole.subjects.map((one) => [keyOf(one), one]));
  const items = [...subjects.values()]
    .map(({ instance, asks, of }) => ({ instance, asks, ...listed(probed.minutes(of), from) }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = pageOf(items, keyOf, query);
  return { ...page, items: [...page.items], from: new Date(from).toISOString() };
}

const keyOf = ({ instance, asks }: Pick<RegistryLatency, 'instance' | 'asks'>): string =>
  `${instance}\n${asks}`;

function listed(
  minutes: readonly ProbeMinute[],
  from: number,
): Pick<RegistryLatency, 'asked' | 'failed' | 'p50Ms' | 'maxMs'> {
  const at = new Map(minutes.map((minute) => [Math.round((minute.at - from) / MINUTE_MS), minute]));
  const each = Array.from({ length: MINUTES }, (_, index) => at.get(index));
  return {
    asked: each.map((minute) => minute?.asked ?? 0),
    failed: each.map((minute) => minute?.failed ?? 0),
    p50Ms: each.map((minute) => minute?.p50Ms ?? null),
    maxMs: each.map((minute) => minute?.maxMs ?? null),
  };
}
