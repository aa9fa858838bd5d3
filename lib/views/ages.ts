import type { AgesMessage, Scope } from '@/lib/model';
import type { Ground } from './ground';
import { seesEverything, wholeCluster } from './seen';

/**
 * The ages that a stream sends on its heartbeat: of the picture of each cluster that the scope sees, and, where the scope sees everything,
 * of what was read from metrics.
 */
export function agesOf({ world, now, trafficAges }: Ground, scope: Scope): Omit<AgesMessage, 'epoch'> {
  const ages = world
    .clusters()
    .filter(({ info }) => scope.sees(wholeCluster(info.name)))
    .map(({ info, reach: { state, observedAt } }) => [info.name, { state, observedAt }]);
  const traffic = seesEverything({ scope }) ? trafficAges() : {};
  return {
    at: now().toISOString(),
    clusters: Object.fromEntries(ages) as AgesMessage['clusters'],
    ...(Object.keys(traffic).length > 0 ? { traffic } : {}),
  };
}
