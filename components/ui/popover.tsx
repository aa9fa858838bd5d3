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
  onOpenAutoFocus?: (event: Event) => void;
  children: ReactNode;
}

/**
 * A small panel that floats beside its button until Escape or a click elsewhere closes it. In the document it stays beside its button,
 * within the same landmark.
 */
export function Popover({
  open,
  onOpenChange,
  trigger,
  label,
  align = 'start',
  className = 'menu',
  onOpenAutoFocus,
  children,
}: PopoverProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Content
        className={className}
        align={align}
        sideOffset={4}
        collisionPadding={8}
        aria-label={label}
        onOpenAutoFocus={onOpenAutoFocus}
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}
