import type { ReactNode } from 'react';

export interface TimelineEntry {
  key: string;
  /** A glyph with its accessible name. */
  glyph: ReactNode;
  title: ReactNode;
  /** What and where, below the text. */
  sub?: ReactNode;
  /** A time element. */
  time: ReactNode;
  /** The health for the colour of the glyph. */
  health?: string;
}

/** What happened, newest first, along a line. */
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

/** Times and sentences without a status. */
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
