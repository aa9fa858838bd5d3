import type { Health } from '@/lib/model';
import { cx } from '../ui/cx';
import { Icon } from '../ui/icon';
import { HEALTH_SHAPE } from './health-look';

export interface HealthGlyphProps {
  health: Health;
  /** In dense cells the glyph stands alone and is named by its word, or by what is given here. */
  label?: string;
  /** The word stands beside it: then it is decoration. */
  silent?: boolean;
  className?: string;
}

/** The shape of a status. Takes its colour from the nearest `data-health`. */
export function HealthGlyph({ health, label, silent = false, className }: HealthGlyphProps) {
  return (
    <Icon
      name={HEALTH_SHAPE[health]}
      label={silent ? undefined : (label ?? health)}
      className={cx('glyph', className)}
    />
  );
}
