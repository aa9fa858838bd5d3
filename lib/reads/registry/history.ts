import { listReadiness } from '@/lib/db/readiness';
import { listRegistryEvents } from '@/lib/db/registry';
import { listTransitions } from '@/lib/db/transitions';
import {
  AppError,
  probedServiceName,
  type RegistryHistory,
  type RegistryMoment,
  type Transition,
} from '@/lib/model';
import { seesEverything } from '@/lib/views/seen';
import type { ReadContext } from '../context';
import { stepsTogether } from './steps';

export interface RegistryHistoryQuery {
  /** How far back; default 1440. */
  readonly minutes?: number;
}

/** The most entries of the timeline. */
const MOMENTS_MAX = 100;

/**
 * How many instances of a service were available, and which joined and left. For what runs in clusters from the kept readiness of its
 * placements; for registered instances and probed endpoints from the registry's own events. AppError `not-found` for an unknown name.
 */
export async function readRegistryHistory(
  context: Pick<ReadContext, 'db' | 'registry' | 'scope' | 'now'>,
  name: string,
  { minutes = 1440 }: RegistryHistoryQuery,
): Promise<RegistryHistory> {
  const { db, registry, now } = context;
  const whole = registry.whole(name);
  if (whole === null) throw new AppError('not-found', `The registry knows no service "${name}".`);
  const to = now();
  const from = new Date(to.getTime() - minutes * 60_000);
  const names = [...new Set(whole.instances.flatMap(({ registered }) => registered?.service ?? []))];
  const asked = names.includes(name) || whole.shown.catalog !== null ? names : [...names, name];
  const probed = whole.kubernetes.flatMap(({ cluster, namespace, name: service, probe }) =>
    probe === null ? [] : [probedServiceName({ cluster, namespace, service })],
  );
  const [kept, transitions, reported] = await Promise.all([
    Promise.all(whole.placements.map(({ id }) => listReadiness(db, id, from))),
    Promise.all(whole.placements.map(({ id }) => listTransitions(db, id, MOMENTS_MAX))),
    Promise.all(
      [...asked, ...probed].map((service) => listRegistryEvents(db, { service, limit: MOMENTS_MAX })),
    ),
  ]);
  // The place of an instance that left is not known any more: only a scope that sees everything gets it.
  const isSeen = ({ service, instance }: { readonly service: string; readonly instance: string }): boolean =>
    seesEverything(context) ||
    probed.includes(service) ||
    whole.instances.some(({ registered: key }) => key?.service === service && key.id === instance);
  const environments = new Map(whole.placements.map(({ id, environment }) => [id, environment]));
  const moments: RegistryMoment[] = [
    ...kept.flatMap((points, index) => comings(points, whole.placements[index], from)),
    ...transitions.flat().flatMap((one) => momentsOf(one, environments)),
    ...reported
      .flat()
      .filter(isSeen)
      .map(({ instance, kind, sentence, at, service }, index) => ({
        id: `event:${service}/${instance}/${at}/${index}`,
        at: new Date(at).toISOString(),
        source: probed.includes(service) ? ('kubernetes' as const) : sourceOf(whole.instances, instance),
        kind,
        instance,
        sentence,
      })),
  ];
  return {
    service: whole.shown.id,
    from: from.toISOString(),
    to: to.toISOString(),
    points: stepsTogether(kept, { from, to }),
    moments: moments
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1))
      .slice(0, MOMENTS_MAX),
  };
}

type Points = Awaited<ReturnType<typeof listReadiness>>;

/** Entries for pods that joined the answers because they became ready, or left them because they are no longer ready. */
function comings(
  points: Points,
  placement: { readonly id: string; readonly cluster: string; readonly environment: string } | undefined,
  from: Date,
): RegistryMoment[] {
  if (placement === undefined) return [];
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    if (before === undefined || before.ready === point.ready || point.at < from.toISOString()) return [];
    const moved = Math.abs(point.ready - before.ready);
    const what = moved === 1 ? '1 endpoint' : `${moved} endpoints`;
    const isJoin = point.ready > before.ready;
    return [
      {
        id: `ready:${placement.id}/${point.at}`,
        at: point.at,
        source: 'kubernetes' as const,
        kind: isJoin ? ('joined' as const) : ('left' as const),
        instance: placement.id,
        sentence: `${what} ${isJoin ? 'joined' : 'left'} the answers in ${placement.cluster}: ${point.ready} of ${point.desired} ready.`,
      },
    ];
  });
}

const KIND_OF = {
  Healthy: 'passing',
  Idle: 'passing',
  Suspended: 'warning',
  Progressing: 'warning',
  Unknown: 'unknown',
  Missing: 'critical',
  Degraded: 'critical',
} as const;

function momentsOf(one: Transition, environments: ReadonlyMap<string, string>): RegistryMoment[] {
  const where = environments.get(one.placement) ?? one.environment;
  return [
    {
      id: `transition:${one.id}`,
      at: one.at,
      source: 'kubernetes',
      kind: KIND_OF[one.to],
      instance: one.placement,
      sentence: `${one.to} in ${where}: ${one.message}`,
    },
  ];
}

function sourceOf(
  instances: readonly {
    readonly source: RegistryMoment['source'];
    readonly registered: { readonly id: string } | null;
  }[],
  id: string,
): RegistryMoment['source'] {
  return instances.find(({ registered }) => registered?.id === id)?.source ?? 'self';
}
