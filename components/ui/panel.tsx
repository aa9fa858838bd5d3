import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

/** A frame around one list or one subject. Never put a panel into a panel. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cx('panel', className)} {...rest} />;
}

export interface PanelHeaderProps {
  title: ReactNode;
  /** Beside the title, in grey. */
  note?: ReactNode;
  /** At the right edge. */
  aside?: ReactNode;
  id?: string;
  level?: 2 | 3;
}

export function PanelHeader({ title, note, aside, id, level = 2 }: PanelHeaderProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <header>
      <Heading id={id}>{title}</Heading>
      {note === undefined ? null : <span className="muted">{note}</span>}
      {aside === undefined ? null : <span>{aside}</span>}
    </header>
  );
}
