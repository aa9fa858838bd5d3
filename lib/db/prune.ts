import type { Db } from './client';

/** Records that are older than these times are deleted. */
export interface HistoryLimits {
  readonly transitions: Date;
  readonly events: Date;
  readonly readiness: Date;
}

export interface Pruned {
  readonly transitions: number;
  readonly templates: number;
  readonly events: number;
  readonly readiness: number;
}

/** Deletes what is older than the limits. A state that still held at its limit is kept, however old it is. */
export async function pruneHistory(db: Pick<Db, 'client'>, limits: HistoryLimits): Promise<Pruned> {
  const { client } = db;
  const transitions = await client.transition.deleteMany({ where: { until: { lt: limits.transitions } } });
  const templates = await client.healthyTemplate.deleteMany({
    where: { until: { lt: limits.transitions } },
  });
  // An open record that was not seen for this long belongs to a deleted workload or cluster.
  const unseen = await client.healthyTemplate.deleteMany({
    where: { until: null, seenAt: { lt: limits.transitions } },
  });
  const events = await client.keptEvent.deleteMany({ where: { lastSeen: { lt: limits.events } } });
  const readiness = await client.$executeRaw`
    DELETE FROM readiness old WHERE old.at < ${limits.readiness} AND EXISTS (
      SELECT 1 FROM readiness next
      WHERE next.placement = old.placement AND next.at > old.at AND next.at <= ${limits.readiness}
    )`;
  return {
    transitions: transitions.count,
    templates: templates.count + unseen.count,
    events: events.count,
    readiness,
  };
}
