import {
  isSourceUnread,
  type Clock,
  type ExternalSource,
  type SourceAge,
  type SourceKind,
  type SourceReading,
  type SourceSettings,
} from '@/lib/model';
import { MISSES_MAX, waitMsAfter } from './backoff';
import { createSourceClient, type Wait } from './client';

const FAULT = 'Pilothouse could not read its answer; the log says why.';

/** Kinds of sources by name, as in `SOURCES`. */
export type SourceTable = Readonly<Record<string, SourceKind<unknown>>>;
type ValueOf<Kind> = Kind extends SourceKind<infer Value> ? Value : never;

/** What receives the readings, by kind: each new one, and the last one again when it became old. An error that it throws fails the reading. */
export type ReadingListeners<Table extends SourceTable> = {
  readonly [Name in keyof Table]?: (reading: SourceReading<ValueOf<Table[Name]>>) => void;
};

export interface WatchSourcesOptions<Table extends SourceTable> {
  readonly table: Table;
  readonly settings: SourceSettings;
  readonly onReading: ReadingListeners<Table>;
  /** Called with the first error of a source after it answered, not with those that follow. */
  readonly onError: (error: unknown, source: { readonly kind: string; readonly name: string }) => void;
  readonly now: Clock;
  readonly after: Wait;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Reads every source of the settings in its interval, once for all viewers of this process. */
export interface SourceWatch<Table extends SourceTable> {
  start(): void;
  /** How old the last readings of a kind are, by the name of the source. */
  ages(kind: keyof Table): Readonly<Record<string, SourceAge>>;
  /** Ends what is being read; no reading begins any more. */
  stop(): Promise<void>;
}

interface Held {
  readonly kind: string;
  readonly source: ExternalSource<unknown>;
  reading: SourceReading<unknown> | null;
  misses: number;
  sentence: string | null;
  /** The reading that is under way, or the last one. */
  running: Promise<void>;
  cancel: () => void;
}

export function watchSources<Table extends SourceTable>(
  options: WatchSourcesOptions<Table>,
): SourceWatch<Table> {
  const { table, settings, onError, now, after, random } = options;
  // The type of `onReading` pairs each listener with the values of its kind. TypeScript cannot do that for a kind that is any string.
  const listeners = options.onReading as Readonly<
    Record<string, ((reading: SourceReading<unknown>) => void) | undefined>
  >;
  const stopping = new AbortController();

  const publish = (held: Held, reading: SourceReading<unknown>): void => {
    listeners[held.kind]?.(reading);
    held.reading = reading;
  };
  const succeed = (held: Held, reading: SourceReading<unknown>): void => {
    publish(held, reading);
    held.misses = 0;
    held.sentence = null;
  };
  const fail = (held: Held, error: unknown): void => {
    held.misses += 1;
    held.sentence = isSourceUnread(error) ? error.message : FAULT;
    if (held.misses === 1) onError(error, { kind: held.kind, name: held.source.name });
    if (held.misses >= MISSES_MAX && held.reading?.isOld === false)
      publish(held, { ...held.reading, isOld: true });
  };
  const take = async (held: Held): Promise<void> => {
    const { source } = held;
    const observedAt = now().toISOString();
    try {
      const value = await readBounded(source, { stopping: stopping.signal, after });
      if (stopping.signal.aborted) return;
      succeed(held, { name: source.name, value, observedAt, isOld: false });
    } catch (error) {
      if (!stopping.signal.aborted) fail(held, error);
    }
  };
  const begin = (held: Held): void => {
    const { kind, source } = held;
    held.running = take(held)
      .catch((error: unknown) => onError(error, { kind, name: source.name }))
      .then(() => {
        if (stopping.signal.aborted) return;
        const waitMs = waitMsAfter(held.misses, source.intervalMs, random);
        held.cancel = after(waitMs, () => begin(held));
      });
  };

  const all: readonly Held[] = Object.entries(table).flatMap(([kind, sourcesOf]) =>
    sourcesOf(settings).map((source) => ({ kind, source, ...NOT_READ })),
  );
  return {
    start() {
      for (const held of all) begin(held);
    },
    ages: (kind) =>
      Object.fromEntries(
        all.filter((held) => held.kind === kind).map((held) => [held.source.name, ageOf(held)]),
      ),
    async stop() {
      stopping.abort();
      for (const { cancel } of all) cancel();
      await Promise.all(all.map(({ running }) => running));
    },
  };
}

const NOT_READ = {
  reading: null,
  misses: 0,
  sentence: null,
  running: Promise.resolve(),
  cancel: () => undefined,
};

/** Reads a source within its bounds; a reading that ignores its signal is given up too. */
async function readBounded(
  source: ExternalSource<unknown>,
  ports: { readonly stopping: AbortSignal; readonly after: Wait },
): Promise<unknown> {
  const client = createSourceClient({ bounds: source.bounds, ...ports });
  const { promise: givenUp, reject } = withRejecter();
  const onAbort = (): void => reject(client.signal.reason);
  client.signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([source.read(client), givenUp]);
  } finally {
    client.signal.removeEventListener('abort', onAbort);
    client.close();
  }
}

function withRejecter(): { readonly promise: Promise<never>; readonly reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_resolve, rejectIt) => (reject = rejectIt));
  return { promise, reject };
}

function ageOf({ reading, misses, sentence }: Held): SourceAge {
  const isSilent = misses >= MISSES_MAX || (misses > 0 && reading === null);
  const state = isSilent ? 'silent' : reading === null ? 'starting' : 'live';
  return { state, observedAt: reading?.observedAt ?? null, sentence: isSilent ? sentence : null };
}
