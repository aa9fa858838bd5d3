'use client';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon } from './icon';
import { useReturnFocus } from './use-return-focus';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The action and the object: "Scale ledger in production-eu". */
  title: ReactNode;
  /** Announced when it opens; shown above the body. */
  description?: ReactNode;
  /** The buttons; the main one last. */
  footer?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}

/** A modal dialog; on a phone a sheet at the lower edge. Escape and a click outside close it, and the focus returns. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  wide = false,
  children,
}: DialogProps) {
  const returnFocus = useReturnFocus(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content
          className={cx('dialog', wide && 'dialog--wide')}
          onCloseAutoFocus={returnFocus}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="dialog__head">
            <Radix.Title>{title}</Radix.Title>
            <Radix.Close className="btn btn--icon" aria-label="Close">
              <Icon name="close" />
            </Radix.Close>
          </div>
          <div className="dialog__body">
            {description === undefined ? null : (
              <Radix.Description className="soft">{description}</Radix.Description>
            )}
            {children}
          </div>
          {footer === undefined ? null : <div className="dialog__foot">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
