import type { Actor } from '@/lib/model';
import { notifyCatalog } from './catalog';
import type { Tx } from './client';
import { storableText } from './text';

export interface NewVerdict {
  readonly edge: string;
  readonly verdict: 'confirmed' | 'rejected';
  readonly reason: string;
  readonly actor: Pick<Actor, 'id' | 'name'>;
  readonly at: Date;
}

/** Keeps a person's verdict on an edge, replacing the one before; notifies every replica to load the catalog again. */
export async function keepVerdict(tx: Tx, { edge, verdict, reason, actor, at }: NewVerdict): Promise<void> {
  const said = {
    verdict,
    reason: storableText(reason),
    actorId: actor.id,
    actorName: storableText(actor.name),
    at,
  };
  await tx.edgeVerdict.upsert({ where: { edge }, create: { edge, ...said }, update: said });
  await notifyCatalog(tx);
}

/** Deletes the verdict on an edge; false where there was none. */
export async function dropVerdict(tx: Tx, edge: string): Promise<boolean> {
  const { count } = await tx.edgeVerdict.deleteMany({ where: { edge } });
  if (count > 0) await notifyCatalog(tx);
  return count > 0;
}
