import { appendAudit } from '@/lib/db/audit';
import { dropVerdict, keepVerdict } from '@/lib/db/edge-verdicts';
import { sentence } from '@/lib/derive/sentences';
import { AppError, invalidField, type EdgeVerdictRequest } from '@/lib/model';
import { mayJudgeEdge } from '@/lib/policy';
import type { ActionContext } from './context';

/** An edge of the map, as a verdict needs to know it. */
export interface JudgedEdge {
  readonly id: string;
  /** `checkout calls payments` */
  readonly title: string;
  /** Groups that own the caller or the called end. */
  readonly owners: readonly string[];
}

const DONE = { confirmed: 'confirmed', rejected: 'rejected', withdrawn: 'withdrew the verdict' } as const;

/**
 * Stores the verdict of a person on an edge: confirmed, rejected, or withdrawn.
 *
 * @throws AppError `forbidden`; `invalid-input` where a rejection gives no reason; `conflict` where there is no verdict to withdraw.
 */
export async function judgeEdge(
  ctx: Pick<ActionContext, 'db' | 'actor' | 'now'>,
  edge: JudgedEdge,
  { verdict, reason }: Omit<EdgeVerdictRequest, 'edge'>,
): Promise<void> {
  const { actor } = ctx;
  const access = mayJudgeEdge(actor, edge.owners);
  if (!access.allowed) throw new AppError('forbidden', access.reason);
  const words = reason.trim();
  if (verdict === 'rejected' && words === '')
    throw invalidField('reason', 'Say why it is no call: the next reader needs the reason.');
  const at = ctx.now();
  await ctx.db.transaction(async (tx) => {
    if (verdict !== 'withdrawn') await keepVerdict(tx, { edge: edge.id, verdict, reason: words, actor, at });
    else if (!(await dropVerdict(tx, edge.id)))
      throw new AppError('conflict', 'There is no verdict on this edge.');
    await appendAudit(tx, {
      at,
      actor,
      action: `topology.${verdict}`,
      subject: edge.id,
      sentence:
        verdict === 'withdrawn'
          ? `${actor.name} withdrew the verdict on "${edge.title}".`
          : `${actor.name} ${DONE[verdict]} that ${edge.title}${words === '' ? '.' : `: ${sentence(words)}`}`,
      detail: { reason: words },
    });
  });
}
