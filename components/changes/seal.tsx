import type { ReactNode } from 'react';
import { cx } from '../ui/cx';
import { sealCells, shortHash } from './seal-cells';

export interface SealProps {
  /** The hash of the plan, in hex. */
  hash: string;
  /** Small, beside the digits of an approval. */
  small?: boolean;
}

/** The hash of a plan as a mark that is easy to compare. The digits are beside it, so it is decoration. */
export function Seal({ hash, small = false }: SealProps) {
  const path = sealCells(hash)
    .map(([x, y]) => `M${x} ${y}h1v1h-1z`)
    .join('');
  return (
    <svg className={cx('seal', small && 'seal--small')} viewBox="-1.5 -1.5 8 8" aria-hidden="true">
      <rect x="-1.5" y="-1.5" width="8" height="8" rx="1.2" />
      <path d={path} />
    </svg>
  );
}

/** The first twelve digits of the plan's hash in three groups of four; the whole hash on hover. */
export function PlanId({ hash }: { hash: string }) {
  return (
    <code className="nowrap" title={hash}>
      {shortHash(hash)}
    </code>
  );
}

/** Mark and digits together, as an approval shows them; the children (its time) are beside them. */
export function SealedPlanId({ hash, children }: { hash: string; children?: ReactNode }) {
  return (
    <span className="plan-id">
      <Seal hash={hash} small />
      <PlanId hash={hash} />
      {children}
    </span>
  );
}
