import { HEALTH_RANK, type Health, type ServiceSummary } from '@/lib/model';

/** One environment on the wall: a glyph for each service, by the worst health that it has there. */
export interface WallEnvironment {
  readonly name: string;
  readonly title: string;
  /** The worst first; limited. */
  readonly glyphs: readonly { readonly service: string; readonly health: Health }[];
  /** The number of services beyond the limit, none of them worse than those drawn. */
  readonly hidden: number;
  /** How many services have each health, the worst first. */
  readonly counts: readonly (readonly [Health, number])[];
}

/** Production first, then the others in their order; environments without services are left out. */
export function wallEnvironments(
  services: readonly ServiceSummary[],
  environments: readonly { readonly name: string; readonly title: string }[],
  glyphsMax: number,
): WallEnvironment[] {
  const production = (name: string): number => Number(name === 'production');
  const ordered = [...environments].sort((a, b) => production(b.name) - production(a.name));
  return ordered.flatMap(({ name, title }) => {
    const all = services.flatMap((service) => worstIn(service, name) ?? []).sort(worstFirst);
    if (all.length === 0) return [];
    const counts = new Map<Health, number>();
    for (const { health } of all) counts.set(health, (counts.get(health) ?? 0) + 1);
    return [
      {
        name,
        title,
        glyphs: all.slice(0, glyphsMax),
        hidden: Math.max(0, all.length - glyphsMax),
        counts: [...counts],
      },
    ];
  });
}

function worstIn({ name, placements }: ServiceSummary, environment: string) {
  const [worst] = placements
    .filter((placement) => placement.environment === environment)
    .map(({ health }) => health.status)
    .sort((a, b) => HEALTH_RANK[b] - HEALTH_RANK[a]);
  return worst === undefined ? null : { service: name, health: worst };
}

function worstFirst(a: WallEnvironment['glyphs'][number], b: WallEnvironment['glyphs'][number]): number {
  return HEALTH_RANK[b.health] - HEALTH_RANK[a.health] || a.service.localeCompare(b.service);
}
