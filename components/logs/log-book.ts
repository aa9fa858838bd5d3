import { logTimeKey, type LogLine, type LogMessage } from '@/lib/model';
import { readLogText, type LogText } from './log-text';

/** The number of lines that a tab keeps. */
export const LINES_MAX = 20_000;

export interface BookLine extends LogText {
  readonly id: number;
  readonly line: LogLine;
  readonly key: string;
}

export type SourceWord = Extract<LogMessage, { type: 'source' }>;

/** The logs that a tab holds. A book is replaced, never changed. */
export interface LogBook {
  readonly lines: readonly BookLine[];
  /** The number of lines received so far. */
  readonly arrived: number;
  /** Lines that were dropped because the tab keeps only so many. */
  readonly left: number;
  /** Lines that the server dropped because they came faster than they were read. */
  readonly skipped: number;
  /** Containers that are not read: at most 20 are read at a time. */
  readonly leftOut: number;
  /** The end of each container's stream, by `pod/container`. */
  readonly sources: ReadonlyMap<string, SourceWord>;
  /** The end of the whole stream; null while more lines may come. */
  readonly ended: string | null;
}

export const EMPTY_BOOK: LogBook = {
  lines: [],
  arrived: 0,
  left: 0,
  skipped: 0,
  leftOut: 0,
  sources: new Map(),
  ended: null,
};

/** The book with the lines received since. */
export function writeBook(book: LogBook, messages: readonly LogMessage[], linesMax = LINES_MAX): LogBook {
  let { arrived, skipped, leftOut, sources, ended } = book;
  const fresh: BookLine[] = [];
  for (const message of messages) {
    switch (message.type) {
      case 'lines':
        for (const line of message.lines) {
          const before = fresh.at(-1)?.key ?? book.lines.at(-1)?.key ?? '';
          const key = line.at === null ? before : logTimeKey(line.at);
          fresh.push({ id: arrived, line, key, ...readLogText(line.text) });
          arrived += 1;
        }
        break;
      case 'source':
        sources = new Map(sources).set(`${message.pod}/${message.container}`, message);
        break;
      case 'skipped':
        skipped += message.lines;
        break;
      case 'left-out':
        leftOut = message.containers;
        break;
      case 'end':
        ended = message.sentence;
        break;
    }
  }
  const all = fresh.length === 0 ? book.lines : merge(book.lines, fresh);
  const over = Math.max(0, all.length - linesMax);
  const lines = over > 0 ? all.slice(over) : all;
  return { lines, arrived, left: book.left + over, skipped, leftOut, sources, ended };
}

/** Pods are read in parallel: a line that comes later can be older. Lines with equal times keep their order. */
function merge(held: readonly BookLine[], fresh: readonly BookLine[]): readonly BookLine[] {
  const sorted = [...fresh].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const first = sorted[0]?.key ?? '';
  let from = held.length;
  while (from > 0 && (held[from - 1]?.key ?? '') > first) from -= 1;
  if (from === held.length) return [...held, ...sorted];
  const tail = [...held.slice(from), ...sorted].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return [...held.slice(0, from), ...tail];
}
