import type { Health } from '@/lib/model';
import { cx } from '../ui/cx';
import { Icon } from '../ui/icon';
import { HEALTH_SHAPE } from './health-look';

export interface HealthGlyphProps {
  health: Health;
  /** The accessible name where the glyph is alone (in dense cells); the word of the status, if not given. */
  label?: string;
  /** The word is beside it, so the glyph is decoration. */
  silent?: boolean;
  className?: string;
}

/** The shape of a status. It has the colour of the nearest `data-health`. */
export function HealthGlyph({ health, label, silent = false, className }: HealthGlyphProps) {
  return (
    <Icon
      name={HEALTH_SHAPE[health]}
      label={silent ? undefined : (label ?? health)}
      className={cx('glyph', className)}
    />
  );
}
