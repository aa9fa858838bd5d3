import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './icon';

export type ButtonKind = 'plain' | 'main' | 'icon' | 'link';

const KIND_CLASS: Record<ButtonKind, string> = {
  plain: 'btn',
  main: 'btn btn--main',
  icon: 'btn btn--icon',
  link: 'btn btn--link',
};

interface Shared {
  kind?: ButtonKind;
  icon?: IconName;
}

export interface ButtonProps extends ComponentProps<'button'>, Shared {
  /** Its action is running: the label stays, a line moves below it, further clicks do nothing. */
  pending?: boolean;
}

/**
 * An action on this page. The label names the action and the object ("Roll back to 3.9.4"). One `main` on each page. An `icon` button
 * needs an `aria-label`.
 */
export function Button({
  kind = 'plain',
  icon,
  pending = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={pending ? 'button' : type}
      className={cx(KIND_CLASS[kind], className)}
      aria-busy={pending || undefined}
      onClick={pending ? undefined : onClick}
    >
      <Content icon={icon}>{children}</Content>
    </button>
  );
}

export interface ButtonLinkProps extends ComponentProps<typeof Link>, Shared {}

/** A link that looks like a button: it goes to a page and does nothing else. */
export function ButtonLink({ kind = 'plain', icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={cx(KIND_CLASS[kind], className)}>
      <Content icon={icon}>{children}</Content>
    </Link>
  );
}

function Content({ icon, children }: { icon: IconName | undefined; children: ReactNode }) {
  return (
    <>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </>
  );
}

/** Buttons that belong together, the main one first. */
export function Actions({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cx('actions', className)} {...rest} />;
}
