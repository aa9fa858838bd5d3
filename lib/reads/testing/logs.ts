import { AppError, type PodLogLine, type PodLogRequest, type PodLogs } from '@/lib/model';

type Piece = readonly PodLogLine[] | AppError | 'end';

/** An opened log whose lines the test sends. */
export interface FakeLogStream {
  readonly request: PodLogRequest;
  /** Lines as the kubelet stamps them: `03:14:00.5 text`, on the day of the test. */
  say(...lines: readonly string[]): void;
  end(): void;
  fail(error: AppError): void;
  /** Batches that were taken. */
  taken(): number;
}

/** Logs of a cluster whose streams are open until a test ends them. */
export function fakeLogs() {
  const streams: FakeLogStream[] = [];
  const refusals = new Map<string, AppError>();
  const logs: PodLogs = {
    open(request) {
      const refusal = refusals.get(request.pod);
      const { stream, lines } = createStream(request);
      streams.push(stream);
      return refusal ? Promise.reject(refusal) : Promise.resolve(lines);
    },
  };
  return {
    logs,
    streams,
    refuse: (pod: string, error: AppError) => void refusals.set(pod, error),
    allow: (pod: string) => void refusals.delete(pod),
    of: (pod: string): FakeLogStream => {
      const stream = streams.findLast(({ request }) => request.pod === pod);
      if (!stream) throw new Error(`the log of ${pod} was not opened`);
      return stream;
    },
  };
}

export function line(text: string): PodLogLine {
  const [time = '', ...rest] = text.split(' ');
  return { at: `2026-03-12T${time}Z`, text: rest.join(' '), cut: false };
}

function createStream(request: PodLogRequest) {
  const pieces: Piece[] = [];
  let wake: () => void = () => undefined;
  let taken = 0;
  const put = (piece: Piece): void => {
    pieces.push(piece);
    wake();
  };
  async function* read(): AsyncGenerator<readonly PodLogLine[]> {
    for (;;) {
      const piece = pieces.shift();
      if (request.signal.aborted) throw new AppError('cluster-unavailable', 'The request was cut short.');
      if (piece === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          request.signal.addEventListener('abort', () => resolve(), { once: true });
        });
      } else if (piece === 'end') {
        return;
      } else if (piece instanceof AppError) {
        throw piece;
      } else {
        taken += 1;
        yield piece;
      }
    }
  }
  const stream: FakeLogStream = {
    request,
    say: (...lines) => put(lines.map(line)),
    end: () => put('end'),
    fail: put,
    taken: () => taken,
  };
  return { stream, lines: read() };
}
