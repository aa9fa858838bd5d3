'use client';
import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Health } from '@/lib/model';
import { HealthGlyph, healthKey } from '../health';
import { Icon } from '../ui/icon';
import { boxIcon, isStale } from './box-words';
import type { DrawnBox } from './collapse';

export interface BoxData extends Record<string, unknown> {
  readonly box: DrawnBox;
  /** Its second line. */
  readonly detail: string;
  readonly health: Health;
  /** Its accessible name. */
  readonly name: string;
  readonly selected: boolean;
  /** Whether it matches the search; null without a search. */
  readonly found: boolean | null;
  /** The one box that Tab moves the focus to. */
  readonly tab: boolean;
  readonly onPick: (id: string) => void;
}
export type BoxNode = Node<BoxData, 'box'>;

/** One box of the map. The name is rendered as text, whatever it contains; the title attribute holds the whole name. */
export const MapBox = memo(function MapBox({ data }: NodeProps<BoxNode>) {
  const { box, detail, health, name, selected, found, tab, onPick } = data;
  return (
    <button
      type="button"
      className="g-node"
      data-box={box.id}
      data-kind={box.kind}
      data-health={healthKey(health)}
      data-stale={isStale(box) || undefined}
      data-selected={selected || undefined}
      data-found={found ?? undefined}
      aria-label={name}
      aria-pressed={box.node === null ? undefined : selected}
      title={box.label}
      tabIndex={tab ? 0 : -1}
      onClick={() => onPick(box.id)}
    >
      <HealthGlyph health={health} silent />
      <bdi className="g-node__name">{box.label}</bdi>
      <Icon name={boxIcon(box)} className="kind" />
      <span className="v">{detail}</span>
    </button>
  );
});
