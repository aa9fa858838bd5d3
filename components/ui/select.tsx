'use client';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './icon';

export interface SelectOption<T extends string = string> {
  /** Never empty. */
  value: T;
  label: string;
  /** Quiet, at the right edge. */
  note?: ReactNode;
}

export interface SelectProps<T extends string> {
  /** The accessible name; the value is shown on the button. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  /** What the button shows instead of the chosen option's label. */
  display?: ReactNode;
  className?: string;
  id?: string;
}

/** One of a few. For more than about ten use Combobox. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, onChange, options, display, className = 'btn', id } = props;
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)}>
      <Radix.Trigger className={className} aria-label={label} id={id}>
        <Radix.Value>
          {display ?? options.find((option) => option.value === value)?.label ?? value}
        </Radix.Value>
        <Icon name="down" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu" position="popper" align="start" sideOffset={4} collisionPadding={8}>
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value} className="menu__item">
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <span data-trail className="muted">
                  {option.note}
                </span>
                <Radix.ItemIndicator>
                  <Icon name="ok" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
