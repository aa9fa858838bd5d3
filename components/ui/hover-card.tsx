'use client';
import { Popover as Radix } from 'radix-ui';
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { cx } from './cx';

const OPEN_AFTER_MS = 250;
const CLOSE_AFTER_MS = 200;

export interface HoverCardProps {
  /** One button: it opens the card by click and key; a mouse over it opens it too. */
  trigger: ReactNode;
  /** The accessible name of the card. */
  label: string;
  children: ReactNode;
  /** Stands inline in a sentence. */
  inline?: boolean;
  /** Colours of a status inside: passed on as `data-health`. */
  health?: string;
  /** Float above everything from the end of the page; for rows that are moved by transforms. */
  portal?: boolean;
  /** A mouse over the trigger opens it. */
  hover?: boolean;
}

/**
 * What stands behind a word. Floats on a desk; in a list row of a phone it opens in place, beneath its row. Must not
 * stand inside a `<p>`.
 */
export function HoverCard(props: HoverCardProps) {
  const { trigger, label, children, inline = false, health, portal = false, hover = true } = props;
  const intent = useHoverIntent(hover);
  const card = (
    <Radix.Content
      className="hovercard"
      align="start"
      alignOffset={-8}
      sideOffset={8}
      collisionPadding={4}
      aria-label={label}
      data-health={health}
      onOpenAutoFocus={(event) => {
        if (intent.byMouse) event.preventDefault();
      }}
      onPointerEnter={intent.onPointerEnter}
      onPointerLeave={intent.onPointerLeave}
    >
      {children}
    </Radix.Content>
  );
  return (
    <div className={cx('anchor', inline && 'anchor--inline')}>
      <Radix.Root open={intent.open} onOpenChange={intent.set}>
        <Radix.Trigger asChild onPointerEnter={intent.onPointerEnter} onPointerLeave={intent.onPointerLeave}>
          {trigger}
        </Radix.Trigger>
        {portal ? <Radix.Portal>{card}</Radix.Portal> : card}
      </Radix.Root>
    </div>
  );
}

/** Opens after a mouse has rested, closes after it has left; what a click opened stays until it is closed. */
function useHoverIntent(enabled: boolean) {
  const [state, setState] = useState({ open: false, byMouse: false });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function later(ms: number, change: (now: typeof state) => typeof state) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setState(change);
    }, ms);
  }
  return {
    ...state,
    set: (open: boolean) => {
      clearTimeout(timer.current);
      // The first click on a card that the mouse opened keeps it open.
      setState((now) =>
        now.byMouse && now.open && !open ? { open: true, byMouse: false } : { open, byMouse: false },
      );
    },
    onPointerEnter: (event: PointerEvent) => {
      if (!enabled || event.pointerType !== 'mouse') return;
      later(OPEN_AFTER_MS, (now) => (now.open ? now : { open: true, byMouse: true }));
    },
    onPointerLeave: (event: PointerEvent) => {
      if (!enabled || event.pointerType !== 'mouse') return;
      later(CLOSE_AFTER_MS, (now) => (now.byMouse ? { open: false, byMouse: false } : now));
    },
  };
}
