import type { ReactNode } from 'react';
import { CopyButton } from './copy-button';
import { Icon } from './icon';

export interface StateProps {
  /** The first sentence, in bold; it ends with a full stop. */
  title: ReactNode;
  children?: ReactNode;
  /** One action. */
  action?: ReactNode;
}

/** Nothing is here yet: what will be here and how it gets here. Also for "nothing found": the nearest match, "Clear". */
export function EmptyState({ title, children, action }: StateProps) {
  return (
    <div className="empty">
      <p>
        <strong>{title}</strong> {children}
      </p>
      {action}
    </div>
  );
}

export interface NothingFoundProps {
  /** "service", "Change". */
  what: string;
  query: string;
  /** The nearest match, as a link. */
  nearest?: ReactNode;
  /** "Clear the search". */
  action: ReactNode;
}

/** A search or filter without results. */
export function NothingFound({ what, query, nearest, action }: NothingFoundProps) {
  return (
    <EmptyState
      title={query === '' ? `No ${what} has all of these filters.` : `No ${what} matches “${query}”.`}
      action={action}
    >
      {nearest === undefined ? null : <>The nearest name is {nearest}.</>}
    </EmptyState>
  );
}

/** Rows as grey bars, shown after 300 ms. Keep the old content instead where there is any. */
export function LoadingRows({ rows = 3, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div className="loading" role="status">
      <span className="vh">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

/** What failed (title), the answer and what is still true (children), "Try again" (action). */
export function ErrorState({ title, children, action }: StateProps) {
  return (
    <div className="notice" data-tone="bad" role="alert">
      <Icon name="octagon" label="Error" className="glyph" />
      <p>
        <strong>{title}</strong> {children}
      </p>
      {action}
    </div>
  );
}

/** No data for longer than allowed: since when, the age of the data, and what is being tried. */
export function StaleNote({ title, children, action }: StateProps) {
  return (
    <div className="notice stale-note" data-tone="grey">
      <Icon name="diamond" label="Unknown" className="glyph" />
      <p>
        <strong>{title}</strong> {children}
      </p>
      {action}
    </div>
  );
}

export interface ForbiddenProps extends StateProps {
  /** The Role that grants the missing permission, as YAML to copy. */
  role?: string;
}

/** Which permission is missing (title), what needs it and what is Unknown until then (children), the Role that grants it. */
export function Forbidden({ title, children, role, action }: ForbiddenProps) {
  return (
    <div className="notice" data-tone="grey">
      <Icon name="lock" className="glyph" />
      <p>
        <strong>{title}</strong> {children}
      </p>
      {role === undefined ? action : <CopyButton text={role} label="Copy the Role" />}
    </div>
  );
}

/** A warning with its next step. */
export function Notice({ title, children, action, mark }: StateProps & { mark?: ReactNode }) {
  return (
    <div className="notice" data-tone="warn">
      {mark ?? <Icon name="warn" className="glyph" />}
      <p>
        <strong>{title}</strong> {children}
      </p>
      {action}
    </div>
  );
}
