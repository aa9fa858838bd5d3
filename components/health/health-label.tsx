import type { ComponentProps, ReactNode } from 'react';
import type { Health } from '@/lib/model';
import { RelativeTime } from '../time/relative-time';
import { cx } from '../ui/cx';
import { HealthGlyph } from './health-glyph';
import { healthKey } from './health-look';

export interface HealthLabelProps {
  health: Health;
  /** Another word in the same colour and shape: "Killed", "Ready". */
  word?: ReactNode;
  /** On a soft ground; for titles. */
  block?: boolean;
  /** Grey on a hatch; `health` is then Unknown. */
  stale?: boolean;
}

/** A status: shape, word and colour. */
export function HealthLabel({ health, word, block = false, stale = false }: HealthLabelProps) {
  return (
    <span
      className={cx('health', block && 'health--block', stale && 'stale')}
      data-health={healthKey(health)}
    >
      <HealthGlyph health={health} silent />
      {word ?? health}
    </span>
  );
}

export interface HealthButtonProps extends Omit<ComponentProps<'button'>, 'children'>, HealthLabelProps {}

/** A status that leads to its receipt: the trigger of a ReceiptPopover. */
export function HealthButton({ health, word, block = false, stale = false, ...rest }: HealthButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      className={cx('health', block && 'health--block', stale && 'stale')}
      data-health={healthKey(health)}
    >
      <HealthGlyph health={health} silent />
      {word ?? health}
    </button>
  );
}

export interface LastKnownProps {
  /** What it was when last seen; null: it was never seen. */
  last: { status: Health; observedAt: string } | null;
}

/** Beside Unknown: what it was, and how long ago that was known. */
export function LastKnown({ last }: LastKnownProps) {
  return (
    <span className="age">
      {last === null ? (
        'never seen'
      ) : (
        <>
          was {last.status}, <RelativeTime at={last.observedAt} form="ago" />
        </>
      )}
    </span>
  );
}
