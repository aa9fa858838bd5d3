import type { KeptVerdict } from '@/lib/model';

/** A row of `edge_verdicts` in the shape of lib/model. */
export function keptVerdict(row: {
  readonly edge: string;
  readonly verdict: string;
  readonly reason: string;
  readonly actorName: string;
  readonly at: Date;
}): KeptVerdict {
  const { edge, verdict, reason, actorName, at } = row;
  return {
    edge,
    verdict: verdict === 'rejected' ? 'rejected' : 'confirmed',
    by: actorName,
    at: at.toISOString(),
    reason,
  };
}
