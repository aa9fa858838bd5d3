import type { ApprovalDto } from '@/lib/model';
import type { Tx } from './client';
import { storableText } from './text';

export interface NewApproval {
  readonly change: { readonly number: number };
  readonly actor: { readonly id: string; readonly name: string };
  readonly decision: ApprovalDto['decision'];
  /** The hash of the plan that the actor saw. */
  readonly planHash: string;
  readonly reason: string;
  readonly at: Date;
}

/** Keeps one decision of an actor on a Change. Throws Prisma's P2002 at their second one, which policy refuses earlier. */
export async function createApproval(tx: Tx, approval: NewApproval): Promise<void> {
  const { change, actor, decision, planHash, reason, at } = approval;
  await tx.approval.create({
    data: {
      changeNumber: change.number,
      actorId: actor.id,
      actorName: actor.name,
      decision,
      planHash,
      reason: storableText(reason),
      at,
    },
  });
}
