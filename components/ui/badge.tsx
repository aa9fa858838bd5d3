import type { ReactNode } from 'react';
import { cx } from './cx';

export type Tone = 'good' | 'busy' | 'held' | 'idle' | 'bad' | 'warn' | 'grey';

export interface BadgeProps {
  /** `accent` is for what waits for a person; tones are for verdicts. Never a badge on a badge. */
  tone?: Tone | 'accent';
  children: ReactNode;
  className?: string;
}

/** A highlighted word in a title or a cell. */
export function Badge({ tone, children, className }: BadgeProps) {
  if (tone === 'accent') return <span className={cx('waiting', className)}>{children}</span>;
  return (
    <span className={cx('badge', className)} data-tone={tone}>
      {children}
    </span>
  );
}

/** Given and needed approvals as blocks to count. It is decoration: write "1 of 2" beside it. */
export function Tally({ given, needed }: { given: number; needed: number }) {
  return (
    <span className="tally" aria-hidden="true">
      {Array.from({ length: Math.max(given, needed) }, (_, index) => (
        <i key={index} data-given={index < given || undefined} />
      ))}
    </span>
  );
}
