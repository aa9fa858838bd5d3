'use client';
import type { ReactNode } from 'react';
import type { Advice, Health, Receipt as ReceiptValue } from '@/lib/model';
import { AdviceLinks, movesOf, type AdvicePlace } from '../advice';
import { healthKey } from '../health/health-look';
import { HoverCard } from '../ui/hover-card';
import { Receipt } from './receipt';

export interface ReceiptPopoverProps {
  /** One button, usually a HealthButton. */
  trigger: ReactNode;
  health: Health;
  sentence: string;
  /** What was read; the receipt that decided is the first. */
  receipts: readonly ReceiptValue[];
  /** The likely cause and the next steps that the viewer can take at this `place`. */
  advice?: { readonly advice: Advice | null; readonly place: AdvicePlace };
  /** It is about the past: it keeps its own age, even where its cluster is live. */
  past?: boolean;
  /** Inline, within text. */
  inline?: boolean;
  /** For rows that are moved by transforms (virtual lists). */
  portal?: boolean;
}

/** The evidence of a status: its sentence and its receipts. Opens by click, by keyboard and by mouse. */
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
