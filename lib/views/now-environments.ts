import { HEALTH, HEALTH_RANK, type EnvironmentRule, type Health, type NowView } from '@/lib/model';

/** What one placement contributes to the line of its Environment. */
export interface EnvironmentShare {
  readonly environment: string;
  readonly title: string;
  readonly service: string;
  readonly cluster: string;
  readonly status: Health;
}

interface Line {
  readonly title: string;
  /** For each service, how many of its placements here have which status. */
  readonly services: Map<string, Map<Health, number>>;
  /** How many services have which worst status. */
  readonly worst: Map<Health, number>;
  /** Placements by cluster. */
  readonly clusters: Map<string, number>;
}

/** Statuses in which a placement is as it should be. */
const IS_CALM: Record<Health, boolean> = {
  Healthy: true,
  Idle: true,
  Suspended: true,
  Progressing: false,
  Unknown: false,
  Missing: false,
  Degraded: false,
};

/** Counts of the services of each Environment, updated as placements are added, removed and changed: the cost of one change is constant. */
export class EnvironmentTally {
  private readonly lines = new Map<string, Line>();

  add(share: EnvironmentShare): void {
    this.count(share, 1);
  }

  /** Removes a share that was added. */
  take(share: EnvironmentShare): void {
    this.count(share, -1);
  }

  /** The lines in the order of the settings' rules, then by name. */
  list(rules: readonly EnvironmentRule[]): NowView['environments'] {
    const order = (name: string): number => {
      const at = rules.findIndex((rule) => rule.name === name);
      return at < 0 ? rules.length : at;
    };
    return [...this.lines]
      .sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1))
      .map(([name, line]) => lineDto(name, line));
  }

  private count({ environment, title, service, cluster, status }: EnvironmentShare, by: 1 | -1): void {
    let line = this.lines.get(environment);
    if (line === undefined) {
      line = { title, services: new Map(), worst: new Map(), clusters: new Map() };
      this.lines.set(environment, line);
    }
    const statuses = line.services.get(service) ?? new Map<Health, number>();
    const before = worstOf(statuses);
    bump(statuses, status, by);
    const after = worstOf(statuses);
    if (after === null) line.services.delete(service);
    else line.services.set(service, statuses);
    if (before !== after) {
      if (before !== null) bump(line.worst, before, -1);
      if (after !== null) bump(line.worst, after, 1);
    }
    bump(line.clusters, cluster, by);
    if (line.services.size === 0) this.lines.delete(environment);
  }
}

function bump<T>(counts: Map<T, number>, key: T, by: number): void {
  const next = (counts.get(key) ?? 0) + by;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}

function worstOf(statuses: ReadonlyMap<Health, number>): Health | null {
  let worst: Health | null = null;
  for (const status of statuses.keys())
    if (worst === null || HEALTH_RANK[worst] < HEALTH_RANK[status]) worst = status;
  return worst;
}

function lineDto(name: string, { title, services, worst, clusters }: Line): NowView['environments'][number] {
  const healthy = [...worst].reduce((sum, [status, many]) => sum + (IS_CALM[status] ? many : 0), 0);
  return {
    name,
    title,
    services: services.size,
    healthy,
    counts: HEALTH.flatMap((status) => {
      const many = worst.get(status);
      return many === undefined ? [] : [{ status, services: many }];
    }),
    clusters: [...clusters.keys()].sort(),
  };
}
