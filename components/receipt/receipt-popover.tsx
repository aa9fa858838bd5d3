'use client';
import type { ReactNode } from 'react';
import type { Advice, Health, Receipt as ReceiptValue } from '@/lib/model';
import { AdviceLinks, movesOf, type AdvicePlace } from '../advice';
import { healthKey } from '../health/health-look';
import { HoverCard } from '../ui/hover-card';
import { Receipt } from './receipt';

export interface ReceiptPopoverProps {
  /** One button, as a rule a HealthButton. */
  trigger: ReactNode;
  health: Health;
  sentence: string;
  /** What was read, the one that decided first. */
  receipts: readonly ReceiptValue[];
  /** The likely cause and the next steps, as the one at `place` can take them. */
  advice?: { readonly advice: Advice | null; readonly place: AdvicePlace };
  /** It speaks of what was: its age is its own, however fresh its cluster is. */
  past?: boolean;
  /** Stands inline, beside words. */
  inline?: boolean;
  /** For rows that are moved by transforms (virtual lists). */
  portal?: boolean;
}

/** What stands behind a status: its sentence and its receipts. Opens on click, key and mouse. */
export function ReceiptPopover({
  trigger,
  health,
  sentence,
  receipts,
  advice,
  past = false,
  inline,
  portal,
}: ReceiptPopoverProps) {
  const moves = advice === undefined ? [] : movesOf(advice.advice, advice.place);
  return (
    <HoverCard trigger={trigger} label="Receipt" health={healthKey(health)} inline={inline} portal={portal}>
      <p>{sentence}</p>
      {advice?.advice == null ? null : <p className="soft">{advice.advice.cause}</p>}
      {receipts.map((receipt) => (
        <Receipt
          key={`${receipt.rule} ${receipt.field}`}
          receipt={receipt}
          stopped={past || health === 'Unknown'}
        />
      ))}
      {moves.length === 0 ? null : (
        <footer>
          <AdviceLinks moves={moves} />
        </footer>
      )}
    </HoverCard>
  );
}
