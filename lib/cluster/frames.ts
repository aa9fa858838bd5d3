/** One line of a watch: its JSON value, or why it is not JSON. */
export type Frame = { readonly value: unknown } | { readonly bad: string };

export interface FrameParser {
  /** The frames that this chunk completes: often none, often several. */
  push(chunk: Uint8Array): readonly Frame[];
}

const NEWLINE = 0x0a;
/** etcd stores no object above 1.5 MiB; as JSON it may be a few times larger. */
export const FRAME_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Parses newline-delimited JSON from chunks that may be split anywhere, also within a character. A line above `bytesMax` is skipped and
 * returned as one bad frame; empty lines are ignored. A line that the end of the stream cuts off is never returned.
 */
export function createFrameParser(bytesMax = FRAME_BYTES_MAX): FrameParser {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let overlong = false;

  const keep = (part: Uint8Array): void => {
    pendingBytes += part.length;
    overlong ||= pendingBytes > bytesMax;
    if (overlong) pending = [];
    else if (part.length > 0) pending.push(part);
  };
  const finish = (): Frame | null => {
    const frame = overlong
      ? { bad: `a line of ${pendingBytes} bytes; at most ${bytesMax} are read` }
      : parseLine(Buffer.concat(pending).toString('utf8'));
    pending = [];
    pendingBytes = 0;
    overlong = false;
    return frame;
  };
  return {
    push(chunk) {
      const frames: Frame[] = [];
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
        keep(chunk.subarray(from, end));
        const frame = finish();
        if (frame !== null) frames.push(frame);
        from = end + 1;
      }
      keep(chunk.subarray(from));
      return frames;
    },
  };
}

function parseLine(line: string): Frame | null {
  if (line.trim() === '') return null;
  try {
    return { value: JSON.parse(line) as unknown };
  } catch (error) {
    return { bad: error instanceof Error ? error.message : 'not JSON' };
  }
}
