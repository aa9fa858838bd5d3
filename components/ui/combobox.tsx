'use client';
import { Command } from 'cmdk';
import { useState } from 'react';
import { Icon } from './icon';
import { Popover } from './popover';
import type { SelectProps } from './select';

/** A choice among many: a button that opens a list with a search. Same contract as Select. */
export function Combobox<T extends string>(props: SelectProps<T>) {
  const { label, value, onChange, options, display, className = 'btn', id } = props;
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={label}
      className="menu combobox"
      trigger={
        <button type="button" className={className} id={id} aria-label={label} aria-haspopup="dialog">
          <span>{display ?? options.find((option) => option.value === value)?.label ?? value}</span>
          <Icon name="down" />
        </button>
      }
    >
      <Command label={label}>
        <div className="combobox__input">
          <Command.Input className="input" placeholder="Type a name" aria-label={label} />
        </div>
        <Command.List label={label}>
          <Command.Empty className="menu__label">Nothing has this name.</Command.Empty>
          {options.map((option) => (
            <Command.Item
              key={option.value}
              value={option.value}
              keywords={[option.label]}
              className="menu__item"
              onSelect={() => {
                onChange(option.value);
                setOpen(false);
              }}
            >
              {option.label}
              <span data-trail className="muted">
                {option.note}
              </span>
              {option.value === value ? <Icon name="ok" label="chosen" /> : null}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}
