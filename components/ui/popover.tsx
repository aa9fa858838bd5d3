'use client';
import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface PopoverProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** One button. */
  trigger: ReactNode;
  /** The accessible name of what opens. */
  label: string;
  align?: 'start' | 'end';
  className?: string;
  children: ReactNode;
}

/** Something small that floats beside its button until it is closed: Escape, a click elsewhere. */
export function Popover({
  open,
  onOpenChange,
  trigger,
  label,
  align = 'start',
  className = 'menu',
  children,
}: PopoverProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={className}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
