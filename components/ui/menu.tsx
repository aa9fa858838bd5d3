'use client';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

export interface MenuProps {
  /** One button. */
  trigger: ReactNode;
  align?: 'start' | 'end';
  children: ReactNode;
}

/** Less frequent actions. Arrow keys, typed letters and Escape work. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Content className="menu" align={align} sideOffset={4} collisionPadding={8}>
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  icon?: IconName;
  onSelect: () => void;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem({ icon, onSelect, disabled, children }: MenuItemProps) {
  return (
    <Radix.Item className="menu__item" onSelect={onSelect} disabled={disabled}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="menu__label">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="menu__line" />;
}

export interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; icon?: IconName }[];
}

/** An option in a menu, one of several; the menu stays open so that the effect can be seen. */
export function MenuChoice<T extends string>({ label, value, onChange, options }: MenuChoiceProps<T>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as T)} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          className="menu__item"
          onSelect={(event) => event.preventDefault()}
        >
          {option.icon === undefined ? null : <Icon name={option.icon} />}
          {option.label}
          <Radix.ItemIndicator data-trail>
            <Icon name="ok" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
