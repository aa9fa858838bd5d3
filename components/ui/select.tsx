'use client';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from './icon';
import { Popover } from './popover';

export interface SelectOption<T extends string = string> {
  value: T;
  label: string;
  /** In grey, at the right edge. */
  note?: ReactNode;
}

export interface SelectProps<T extends string> {
  /** The accessible name; include the chosen value. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  /** Shown on the button instead of the label of the chosen option. */
  display?: ReactNode;
  className?: string;
  id?: string;
}

/** A choice of a few: a button that opens a list. Arrows, Home, End and first letters move; Enter and Space choose. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, onChange, options, display, className = 'btn', id } = props;
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLUListElement>(null);

  function choose(next: T) {
    setOpen(false);
    if (next !== value) onChange(next);
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={label}
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        const items = optionsOf(list.current);
        (items.find((item) => item.ariaSelected === 'true') ?? items[0])?.focus();
      }}
      trigger={
        <button type="button" className={className} id={id} aria-label={label} aria-haspopup="listbox">
          <span>{display ?? options.find((option) => option.value === value)?.label ?? value}</span>
          <Icon name="down" />
        </button>
      }
    >
      <ul ref={list} role="listbox" aria-label={label} onKeyDown={(event) => moveFocus(event, list.current)}>
        {options.map((option) => (
          <li
            key={option.value}
            role="option"
            tabIndex={-1}
            className="menu__item"
            aria-selected={option.value === value}
            onClick={() => choose(option.value)}
            onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              choose(option.value);
            }}
          >
            {option.label}
            <span data-trail className="muted">
              {option.note}
            </span>
            {option.value === value ? <Icon name="ok" /> : null}
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function optionsOf(list: HTMLElement | null): HTMLElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLElement>('[role=option]')];
}

/** The option that a key moves to from the focused one; letters move to the next option that begins with them. */
function moveFocus(event: KeyboardEvent, list: HTMLElement | null) {
  const items = optionsOf(list);
  const at = items.findIndex((item) => item === document.activeElement);
  const next = {
    ArrowDown: items[Math.min(at + 1, items.length - 1)],
    ArrowUp: items[Math.max(at - 1, 0)],
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  const letter =
    event.key.length === 1 && event.key !== ' ' && !event.metaKey && !event.ctrlKey ? event.key : null;
  const named =
    letter === null
      ? undefined
      : [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) =>
          item.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()),
        );
  const target = next ?? named;
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}
