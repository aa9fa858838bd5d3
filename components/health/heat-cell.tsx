'use client';
import type { ComponentProps } from 'react';
import type { PlacementSummary, ServiceSummary } from '@/lib/model';
import { ReceiptPopover } from '../receipt';
import { cx } from '../ui/cx';
import { HealthGlyph } from './health-glyph';
import { healthKey } from './health-look';

export interface HeatCellProps {
  service: ServiceSummary;
  placement: PlacementSummary;
  mayRequest: boolean;
}

/** One placement as a glyph; where it is not well, also how many of its pods are ready. Opens its receipt. Hatched when stale. */
export function HeatCell({ service, placement, mayRequest }: HeatCellProps) {
  const { health } = placement;
  return (
    <ReceiptPopover
      trigger={<HeatButton name={service.name} placement={placement} />}
      health={health.status}
      sentence={health.message}
      receipts={health.receipts}
      advice={{
        advice: health.advice,
        place: { service: service.id, placement: placement.id, mayRequest },
      }}
    />
  );
}

interface HeatButtonProps extends ComponentProps<'button'> {
  name: string;
  placement: PlacementSummary;
}

function HeatButton({ name, placement, ...rest }: HeatButtonProps) {
  const { health, cluster, namespace, ready, desired } = placement;
  const counts = desired > 0 && health.status !== 'Healthy' ? `${ready}/${desired}` : null;
  return (
    <button
      {...rest}
      type="button"
      className={cx('heat__cell', health.status === 'Unknown' && 'stale')}
      data-health={healthKey(health.status)}
      aria-label={`${name}, ${cluster} / ${namespace}: ${health.status}${counts === null ? '' : `, ${ready} of ${desired} ready`}`}
    >
      <HealthGlyph health={health.status} silent />
      {counts}
    </button>
  );
}
