'use client';
import { Popover as Radix } from 'radix-ui';
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { cx } from './cx';

const OPEN_AFTER_MS = 250;
const CLOSE_AFTER_MS = 200;

export interface HoverCardProps {
  /** One button: a click or a key opens the card; a mouse over it opens it too. */
  trigger: ReactNode;
  /** The accessible name of the card. */
  label: string;
  children: ReactNode;
  /** Inline, within a sentence. */
  inline?: boolean;
  /** The health for the colours inside: set as `data-health`. */
  health?: string;
  /** Rendered at the end of the page, above everything; for rows that are moved by transforms. */
  portal?: boolean;
  /** A mouse over the trigger opens it. */
  hover?: boolean;
}

/** The explanation of a word. It floats on a desk; in a row on a phone it opens in the page, below its row. Must not be inside a `<p>`. */
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

/** Opens after the mouse has rested on it, closes after the mouse has left; what a click opened stays open until it is closed. */
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
      // A click on a card that the mouse opened keeps it open.
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
