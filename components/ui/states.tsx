import type { ReactNode } from 'react';
import { CopyButton } from './copy-button';
import { Icon } from './icon';

export interface StateProps {
  /** The first sentence, strong; ends with a full stop. */
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

/** A search or filter left nothing. */
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

/** Rows as grey bars, shown after 300 ms. Keep old content instead where there is any. */
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

/** What failed (title), what answered and what is still true (children), "Try again" (action). */
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

/** Silent for longer than allowed: since when, from when the picture is, what is being tried. */
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
  /** The Role that gives the missing right, as YAML to copy. */
  role?: string;
}

/** Which right is missing (title), what it needs and what is Unknown until then (children), the Role that gives it. */
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

/** Something to know before going on: a warning with its next step. */
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
