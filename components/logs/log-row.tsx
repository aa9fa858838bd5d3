import { CopyButton } from '../ui/copy-button';
import { Icon } from '../ui/icon';
import { RelativeTime } from '../time';
import type { BookLine } from './log-book';
import type { LogLevel } from './log-text';
import { markText } from './log-search';

/** How the level of a line is shown: a shape, a word and a colour. */
const LEVELS = {
  error: { icon: 'octagon', word: 'error', health: 'degraded' },
  warn: { icon: 'warn', word: 'warn', health: 'missing' },
} as const;

export interface LogRowProps {
  entry: BookLine;
  /** The short name of its pod and the number of its mark; null where there is only one pod. */
  pod: { readonly name: string; readonly mark: number } | null;
  /** Given where a pod has several containers. */
  container: string | null;
  pattern: RegExp | null;
  exact: boolean;
  open: boolean;
}

/** One line: pod, time, level and text. Opened, it shows what was written to the log. */
export function LogRow({ entry, pod, container, pattern, exact, open }: LogRowProps) {
  const { line, shown, level } = entry;
  return (
    <>
      {pod === null ? null : (
        <span className="log-pod" data-mark={pod.mark} title={line.pod}>
          {pod.name}
        </span>
      )}
      {container === null ? null : <span className="log-container">{container}</span>}
      <Time at={line.at} exact={exact} />
      <Level level={level} />
      <span className="log-text">
        {markText(shown, pattern).map(({ text, found }, place) =>
          found ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
        )}
        {line.cut ? <span className="muted"> … cut after 16&nbsp;KiB</span> : null}
      </span>
      {open ? <Raw entry={entry} /> : null}
    </>
  );
}

function Time({ at, exact }: { at: string | null; exact: boolean }) {
  if (at === null) return <span className="log-time">–</span>;
  if (!exact) return <RelativeTime at={at} className="log-time" />;
  return (
    <time className="log-time" dateTime={at} title={at}>
      {new Date(at).toISOString().slice(11, 23)}
    </time>
  );
}

function Level({ level }: { level: LogLevel }) {
  if (level === null) return null;
  const { icon, word, health } = LEVELS[level];
  return (
    <span className="log-level" data-health={health}>
      <Icon name={icon} className="glyph" />
      {word}
    </span>
  );
}

function Raw({ entry: { line, fields } }: { entry: BookLine }) {
  return (
    <span className="log-raw">
      {fields === null ? (
        <code>{line.text}</code>
      ) : (
        <dl>
          {fields.map(([name, value], place) => (
            <div key={place}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <span className="muted">
        {line.pod} {line.container} {line.at}
      </span>
      <CopyButton text={line.text} label="Copy the line" />
    </span>
  );
}
