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
  /** With a soft background; for titles. */
  block?: boolean;
  /** Grey and hatched; `health` is then Unknown. */
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

/** A status that opens its receipt: the trigger of a ReceiptPopover. */
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
  /** The last known status; null: it was never seen. */
  last: { status: Health; observedAt: string } | null;
}

/** Beside Unknown: the last known status and its age. */
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
