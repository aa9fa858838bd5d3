import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { Actions } from './button';
import { cx } from './cx';

export interface PageHeadProps {
  title: ReactNode;
  /** How many there are and how many are shown. */
  note?: ReactNode;
  actions?: ReactNode;
}

/** The head of a list page. */
export function PageHead({ title, note, actions }: PageHeadProps) {
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {note === undefined ? null : <p>{note}</p>}
      {actions === undefined ? null : <Actions>{actions}</Actions>}
    </div>
  );
}

export interface TitleProps {
  title: ReactNode;
  /** Its status, as a block. */
  status?: ReactNode;
  /** Its description, in a sentence. */
  note?: ReactNode;
  actions?: ReactNode;
}

/** The head of a page about one thing: its name, its status, and the actions. */
export function Title({ title, status, note, actions }: TitleProps) {
  return (
    <header className="title">
      <h1>{title}</h1>
      {status}
      {actions === undefined ? null : <Actions>{actions}</Actions>}
      {note === undefined ? null : <p>{note}</p>}
    </header>
  );
}

/** The way to this page; the last crumb has no link. */
export function Crumbs({ path }: { path: readonly { label: string; href?: string }[] }) {
  return (
    <nav className="crumbs" aria-label="Path">
      {path.map((crumb, index) => (
        <Fragment key={crumb.label}>
          {index > 0 ? <span aria-hidden="true">/</span> : null}
          {crumb.href === undefined ? (
            <span>{crumb.label}</span>
          ) : (
            <Link href={crumb.href}>{crumb.label}</Link>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

export interface SectionHeadProps {
  title: ReactNode;
  /** For `aria-labelledby` of the section. */
  id?: string;
  count?: ReactNode;
  /** At the right edge: a link, a segmented control, a search. */
  aside?: ReactNode;
  /** The first in its column: without space above. */
  first?: boolean;
}

export function SectionHead({ title, id, count, aside, first = false }: SectionHeadProps) {
  return (
    <div className={cx('section-head', first && 'section-head--first')}>
      <h2 id={id}>{title}</h2>
      {count === undefined ? null : <span className="count">{count}</span>}
      {aside}
    </div>
  );
}

/** Names and values of one thing; on a desk in one line. */
export function Meta({ facts }: { facts: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="meta">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
