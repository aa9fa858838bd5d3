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

/** Keeps what a person said of an edge, in place of what was said before; tells every replica to load the catalog again. */
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

/** Takes back what was said of an edge; false where nothing was. */
export async function dropVerdict(tx: Tx, edge: string): Promise<boolean> {
  const { count } = await tx.edgeVerdict.deleteMany({ where: { edge } });
  if (count > 0) await notifyCatalog(tx);
  return count > 0;
}
