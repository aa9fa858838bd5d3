'use client';
import type { LogStreamState } from '@/lib/client';
import { counted } from '../list/counted';
import { Button } from '../ui/button';
import { ErrorState, Forbidden, LoadingRows, StaleNote } from '../ui/states';
import type { LogBook, SourceWord } from './log-book';

export interface LogNotesProps {
  book: LogBook;
  stream: LogStreamState;
  where: { readonly namespace: string };
  onAllPods: (() => void) | null;
}

/** Why lines are missing, in the words of the server or the cluster, and what to do. */
export function LogNotes({ book, stream, where, onAllPods }: LogNotesProps) {
  const refused = [...book.sources.values()].filter(({ state }) => state === 'refused');
  const forbidden = refused.find(({ code }) => code === 'forbidden');
  const others = refused.filter(({ code }) => code !== 'forbidden');
  const { error } = stream;
  return (
    <>
      {error === null ? null : <Failure stream={stream} onAllPods={onAllPods} />}
      {forbidden === undefined ? null : (
        <Forbidden
          title="Pilothouse may not read these logs."
          role={roleOf(where.namespace)}
        >{`The cluster says: ${forbidden.sentence}`}</Forbidden>
      )}
      {others.length === 0 ? null : <Waiting words={others} />}
      {book.lines.length > 0 || refused.length > 0 || error !== null ? null : (
        <Nothing book={book} stream={stream} />
      )}
    </>
  );
}

function Failure({ stream: { state, error }, onAllPods }: Pick<LogNotesProps, 'stream' | 'onAllPods'>) {
  if (error === null) return null;
  if (error.code === 'cluster-unavailable') {
    return (
      <StaleNote title={error.sentence}>Earlier lines are shown below. Pilothouse tries again.</StaleNote>
    );
  }
  if (state === 'broken') {
    return (
      <StaleNote title="The logs were interrupted.">
        {error.sentence} They continue where they stopped as soon as it answers.
      </StaleNote>
    );
  }
  return (
    <ErrorState
      title={error.sentence}
      action={
        error.code === 'not-found' && onAllPods !== null ? (
          <Button onClick={onAllPods}>Show all pods</Button>
        ) : undefined
      }
    />
  );
}

/** A sentence that several pods share is shown once. */
function Waiting({ words }: { words: readonly SourceWord[] }) {
  return (
    <ul className="log-words">
      {words.map(({ pod, container, sentence }) => (
        <li key={`${pod}/${container}`}>
          <span className="mono">{pod}</span> {sentence}
        </li>
      ))}
    </ul>
  );
}

function Nothing({ book, stream }: Pick<LogNotesProps, 'book' | 'stream'>) {
  if (book.ended !== null) return <p className="soft log-none">No line was written. {book.ended}</p>;
  if (stream.state === 'opening' || stream.state === 'paused')
    return <LoadingRows label="Opening the logs" />;
  if (book.sources.size === 0)
    return <p className="soft log-none">No pod runs here now. Its logs appear as soon as one does.</p>;
  return <p className="soft log-none">No line was written yet.</p>;
}

/** The foot of the list: how many lines there are, and how many are missing and why. */
export function footOf({ lines, left, skipped, leftOut, ended }: LogBook): string {
  return [
    `${counted(lines.length, 'line')}.`,
    left > 0 ? `${counted(left, 'older line')} dropped: a tab keeps 20,000.` : '',
    skipped > 0 ? `${counted(skipped, 'line')} skipped: they came faster than they could be read.` : '',
    leftOut > 0
      ? `${counted(leftOut, 'container')} not read: at most 20 are read at a time. Choose a pod.`
      : '',
    lines.length > 0 && ended !== null ? ended : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The Role that lets Pilothouse read logs in a namespace. */
function roleOf(namespace: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: pilothouse-logs
  namespace: ${namespace}
rules:
  - apiGroups: ['']
    resources: [pods/log]
    verbs: [get]
`;
}
