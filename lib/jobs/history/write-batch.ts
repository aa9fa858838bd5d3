import type { Tx } from '@/lib/db/client';
import { holdHistoryLeases } from '@/lib/db/history-leases';
import { keepEvents } from '@/lib/db/kept-events';
import { recordReadiness, type SeenReadiness } from '@/lib/db/readiness';
import { recordTransitions, type SeenHealth } from '@/lib/db/transitions';
import type { TakenEvent } from './event-queue';
import { roundsOf } from './transition-queue';

/** What is written in one transaction. */
export interface HistoryBatch {
  readonly health: readonly SeenHealth[];
  readonly readiness: readonly SeenReadiness[];
  readonly events: readonly TakenEvent[];
}

/** Writes what is of clusters whose history `owner` writes, and answers with what is of the others. */
export async function writeBatch(tx: Tx, batch: HistoryBatch, owner: string): Promise<HistoryBatch> {
  const clusters = new Set(
    [...batch.health, ...batch.readiness, ...batch.events].map(({ cluster }) => cluster),
  );
  const held = await holdHistoryLeases(tx, { clusters: [...clusters], owner });
  const mine = partOf(batch, ({ cluster }) => held.has(cluster));
  for (const round of roundsOf(mine.health)) await recordTransitions(tx, round);
  await recordReadiness(tx, mine.readiness);
  await keepEvents(
    tx,
    mine.events.map(({ seen }) => seen),
  );
  return partOf(batch, ({ cluster }) => !held.has(cluster));
}

function partOf(
  { health, readiness, events }: HistoryBatch,
  wanted: (row: { readonly cluster: string }) => boolean,
): HistoryBatch {
  return {
    health: health.filter(wanted),
    readiness: readiness.filter(wanted),
    events: events.filter(wanted),
  };
}

export function sizeOf({ health, readiness, events }: HistoryBatch): number {
  return health.length + readiness.length + events.length;
}
