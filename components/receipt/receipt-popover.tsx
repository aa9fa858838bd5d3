'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Health, Receipt as ReceiptValue } from '@/lib/model';
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
  /** Where to go from here. */
  links?: readonly { label: string; href: string }[];
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
  links,
  inline,
  portal,
}: ReceiptPopoverProps) {
  return (
    <HoverCard trigger={trigger} label="Receipt" health={healthKey(health)} inline={inline} portal={portal}>
      <p>{sentence}</p>
      {receipts.map((receipt) => (
        <Receipt key={`${receipt.rule} ${receipt.field}`} receipt={receipt} stopped={health === 'Unknown'} />
      ))}
      {links === undefined || links.length === 0 ? null : (
        <footer>
          {links.map((link) => (
            <Link key={link.href} href={link.href}>
              {link.label}
            </Link>
          ))}
        </footer>
      )}
    </HoverCard>
  );
}
