'use client';
import { sideText, type SideChoice } from '@/lib/model';
import { Button } from '../ui/button';
import { Select } from '../ui/select';
import { choiceLabel, type Sides } from './sides';

/** The choice of the two sides. */
export function SideBar({ choices, sides }: { choices: readonly SideChoice[]; sides: Sides }) {
  return (
    <div className="sides" role="group" aria-label="What is compared">
      <SideSelect side="left" choices={choices} sides={sides} />
      <Button kind="icon" icon="swap" aria-label="Swap the sides" onClick={sides.turn} />
      <SideSelect side="right" choices={choices} sides={sides} />
    </div>
  );
}

interface SideSelectProps {
  side: 'left' | 'right';
  choices: readonly SideChoice[];
  sides: Sides;
}

function SideSelect({ side, choices, sides }: SideSelectProps) {
  const value = sides[side];
  const chosen = choices.find((choice) => sideText(choice) === value);
  const shown = chosen === undefined ? value : choiceLabel(chosen);
  return (
    <Select
      label={`${side === 'left' ? 'Compare' : 'With'}: ${shown}`}
      value={value}
      display={shown}
      onChange={(next) => sides.choose(side, next)}
      options={choices.map((choice) => ({
        value: sideText(choice),
        label: choiceLabel(choice),
        note: choice.services.toLocaleString('en'),
      }))}
    />
  );
}
