import type { ReactNode } from 'react';

export interface TimelineEntry {
  key: string;
  /** A glyph with its accessible name. */
  glyph: ReactNode;
  title: ReactNode;
  /** What and where, beneath. */
  sub?: ReactNode;
  /** A time element. */
  time: ReactNode;
  /** Colours of the glyph. */
  health?: string;
}

/** What happened, newest first, on one line of time. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="panel timeline">
      {entries.map((entry) => (
        <li key={entry.key} data-health={entry.health}>
          {entry.glyph}
          <div>
            {entry.title}
            {entry.sub === undefined ? null : <span className="sub">{entry.sub}</span>}
          </div>
          {entry.time}
        </li>
      ))}
    </ol>
  );
}

/** What happened, as times and sentences without verdicts. */
export function Log({ entries }: { entries: readonly Omit<TimelineEntry, 'glyph' | 'health'>[] }) {
  return (
    <ol className="panel log">
      {entries.map((entry) => (
        <li key={entry.key}>
          {entry.time}
          <div>
            {entry.title}
            {entry.sub === undefined ? null : <span className="sub">{entry.sub}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
