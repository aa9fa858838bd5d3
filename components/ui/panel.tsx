import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

/** A surface for one list or one matter. Never a panel in a panel. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cx('panel', className)} {...rest} />;
}

export interface PanelHeaderProps {
  title: ReactNode;
  /** Stands beside the title, quiet. */
  note?: ReactNode;
  /** Stands at the right edge. */
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
