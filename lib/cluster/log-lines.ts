import { LOG_LINE_BYTES_MAX, type PodLogLine } from '@/lib/model';

export interface LogLineParser {
  /** The lines that this chunk completes: often none, often many. */
  push(chunk: Uint8Array): readonly PodLogLine[];
  /** The last line, where the stream ended without a newline. */
  end(): readonly PodLogLine[];
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
/** A timestamp with nanoseconds and an offset has 35 characters. */
const STAMP_BYTES_MAX = 40;
const STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Parses the lines of a log with timestamps from chunks that may be split anywhere, also within a character. A line
 * ends with LF or CRLF. Of a line above 16 KiB the rest is skipped and never kept. Bytes that are not UTF-8 become
 * U+FFFD.
 */
export function createLogLineParser(bytesMax = LOG_LINE_BYTES_MAX): LogLineParser {
  const keptMax = STAMP_BYTES_MAX + bytesMax + 1;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let begun = false;

  const keep = (part: Uint8Array): void => {
    if (part.length === 0) return;
    begun = true;
    const room = keptMax - pendingBytes;
    if (room > 0) pending.push(part.length > room ? part.subarray(0, room) : part);
    pendingBytes += Math.min(part.length, Math.max(0, room));
  };
  const finish = (): PodLogLine => {
    const line = readLine(Buffer.concat(pending), bytesMax);
    pending = [];
    pendingBytes = 0;
    begun = false;
    return line;
  };
  return {
    push(chunk) {
      const lines: PodLogLine[] = [];
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
        keep(chunk.subarray(from, end));
        lines.push(finish());
        from = end + 1;
      }
      keep(chunk.subarray(from));
      return lines;
    },
    end: () => (begun ? [finish()] : []),
  };
}

function readLine(bytes: Buffer, bytesMax: number): PodLogLine {
  const whole = bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes;
  const space = whole.subarray(0, STAMP_BYTES_MAX).indexOf(SPACE);
  const head = whole
    .subarray(0, space < 0 ? Math.min(whole.length, STAMP_BYTES_MAX) : space)
    .toString('latin1');
  const stamped = STAMP.test(head);
  // An empty line has a space after its timestamp; some runtimes leave it out.
  const text = stamped ? whole.subarray(space < 0 ? head.length : space + 1) : whole;
  const cut = text.length > bytesMax;
  return {
    at: stamped ? head : null,
    text: (cut ? text.subarray(0, wholeCharacters(text, bytesMax)) : text).toString('utf8'),
    cut,
  };
}

/** Where to cut: at `end` or up to three bytes before, so that no UTF-8 character is split. */
function wholeCharacters(bytes: Buffer, end: number): number {
  for (let at = end; at > Math.max(0, end - 4); at -= 1) {
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at;
  }
  return end;
}
