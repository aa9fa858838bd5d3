'use client';
import type { PlacementSummary } from '@/lib/model';
import { Combobox } from '../ui/combobox';
import { Segmented } from '../ui/segmented';
import { Select } from '../ui/select';

const FEW = 3;
const MANY = 10;

export interface PlacementChoiceProps {
  placements: readonly PlacementSummary[];
  labels: ReadonlyMap<string, string>;
  value: string;
  onChange: (id: string) => void;
}

/** The choice of the placement to show: buttons for a few, a list for more, a search for many. */
export function PlacementChoice({ placements, labels, value, onChange }: PlacementChoiceProps) {
  if (placements.length < 2) return null;
  const options = placements.map(({ id }) => ({ value: id, label: labels.get(id) ?? id }));
  const short = options.every(({ label }) => !label.includes(','));
  if (placements.length <= FEW && short) {
    return <Segmented label="Placement" value={value} onChange={onChange} options={options} />;
  }
  const Control = placements.length > MANY ? Combobox : Select;
  return (
    <Control
      label={`Placement: ${labels.get(value) ?? value}`}
      value={value}
      onChange={onChange}
      options={options}
    />
  );
}
