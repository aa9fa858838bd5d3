import type { AgesMessage, Scope } from '@/lib/model';
import type { Ground } from './ground';
import { seesEverything, wholeCluster } from './seen';

/**
 * How old the picture of each cluster is that a scope sees: the heartbeat of a stream. How old is what metrics told is for whoever sees
 * everything.
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
