import type { Tx } from '@/lib/db/client';
import { holdHistoryLeases } from '@/lib/db/history-leases';
import { keepEvents } from '@/lib/db/kept-events';
import { recordReadiness, type SeenReadiness } from '@/lib/db/readiness';
import { recordTransitions, type SeenHealth } from '@/lib/db/transitions';
import { recordTemplates, type SeenTemplate } from '@/lib/db/healthy-templates';
import type { TakenEvent } from './event-queue';
import { roundsOf } from './news-queue';
import { workloadOf } from './template-queue';

/** What is written in one transaction. */
export interface HistoryBatch {
  readonly health: readonly SeenHealth[];
  readonly readiness: readonly SeenReadiness[];
  readonly events: readonly TakenEvent[];
  readonly templates: readonly SeenTemplate[];
}

/** Writes the part of the clusters whose history `owner` writes, and returns the part of the other clusters. */
export async function writeBatch(tx: Tx, batch: HistoryBatch, owner: string): Promise<HistoryBatch> {
  const clusters = new Set(
    [...batch.health, ...batch.readiness, ...batch.events, ...batch.templates].map(({ cluster }) => cluster),
  );
  const held = await holdHistoryLeases(tx, { clusters: [...clusters], owner });
  const mine = partOf(batch, ({ cluster }) => held.has(cluster));
  for (const round of roundsOf(mine.health, ({ placement }) => placement)) await recordTransitions(tx, round);
  for (const round of roundsOf(mine.templates, workloadOf)) await recordTemplates(tx, round);
  await recordReadiness(tx, mine.readiness);
  await keepEvents(
    tx,
    mine.events.map(({ seen }) => seen),
  );
  return partOf(batch, ({ cluster }) => !held.has(cluster));
}

function partOf(
  { health, readiness, events, templates }: HistoryBatch,
  wanted: (row: { readonly cluster: string }) => boolean,
): HistoryBatch {
  return {
    health: health.filter(wanted),
    readiness: readiness.filter(wanted),
    events: events.filter(wanted),
    templates: templates.filter(wanted),
  };
}

export function sizeOf({ health, readiness, events, templates }: HistoryBatch): number {
  return health.length + readiness.length + events.length + templates.length;
}
