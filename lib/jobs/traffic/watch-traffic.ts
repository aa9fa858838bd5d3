import type { Observation } from '@/lib/derive/topology/observed';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';
import type { Clock, MetricsSettings, TrafficAge } from '@/lib/model';
import { systemAfter, type After } from '../after';
import { createTurn, type Turn } from '../turn';
import { TrafficUnread } from './query';
import { readSource, type ReadSource } from './read-source';

/** The longest pause between two tries of a Prometheus that does not answer. */
const BACKOFF_MS_MAX = 300_000;
/** So many readings must fail before what it told counts as old: one lost answer is no news. */
const MISSES_MAX = 2;
const FAULT = 'Pilothouse could not read its answer; the log says why.';

export interface TrafficOptions {
  readonly sources: readonly MetricsSettings[];
  /** By address. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly now: Clock;
  /** Told when something else is known: a new reading, or that one became old. */
  readonly onRead: (readings: readonly TrafficReading[]) => void;
  readonly onError: (error: unknown, address: string) => void;
  readonly after?: After;
  readonly read?: (source: ReadSource) => Promise<readonly Observation[]>;
}

/** Reads each Prometheus of the settings in its interval, whoever looks. */
export interface TrafficWatch {
  start(): void;
  /** What each that ever answered told last: the same array until the next reading. */
  readings(): readonly TrafficReading[];
  /** How old that is, by address. */
  ages(): Readonly<Record<string, TrafficAge>>;
  /** Reads all now. */
  readNow(): Promise<void>;
  stop(): Promise<void>;
}

interface Held {
  readonly settings: MetricsSettings;
  readonly turn: Turn;
  reading: TrafficReading | null;
  misses: number;
  sentence: string | null;
}

export function watchTraffic(options: TrafficOptions): TrafficWatch {
  const { sources, tokens, now, onRead, onError, after = systemAfter, read = readSource } = options;
  const stopping = new AbortController();
  let readings: readonly TrafficReading[] = [];

  const tell = (): void => {
    readings = held.flatMap(({ reading }) => reading ?? []);
    onRead(readings);
  };
  const take = async (one: Held): Promise<number | null> => {
    const { url, clusters, intervalSeconds } = one.settings;
    const intervalMs = intervalSeconds * 1000;
    const observedAt = now().toISOString();
    try {
      const token = tokens.get(url) ?? null;
      const observations = await read({ source: one.settings, token, signal: stopping.signal });
      one.misses = 0;
      one.sentence = null;
      one.reading = { address: url, clusters: clusters ?? null, observedAt, isOld: false, observations };
      tell();
      return intervalMs;
    } catch (error) {
      if (stopping.signal.aborted) return null;
      one.misses += 1;
      one.sentence = error instanceof TrafficUnread ? error.message : FAULT;
      if (one.misses === 1) onError(error, url);
      if (one.misses >= MISSES_MAX && one.reading?.isOld === false) {
        one.reading = { ...one.reading, isOld: true };
        tell();
      }
      return Math.min(BACKOFF_MS_MAX, intervalMs * 2 ** Math.max(0, one.misses - MISSES_MAX));
    }
  };
  const held: readonly Held[] = sources.map((settings) => {
    const one: Held = {
      settings,
      reading: null,
      misses: 0,
      sentence: null,
      turn: createTurn({
        after,
        retryMs: settings.intervalSeconds * 1000,
        onError: (error) => onError(error, settings.url),
        work: () => take(one),
      }),
    };
    return one;
  });

  return {
    start() {
      for (const { turn } of held) turn.within(0);
    },
    readings: () => readings,
    ages: () => Object.fromEntries(held.map((one) => [one.settings.url, ageOf(one)])),
    async readNow() {
      await Promise.all(held.map(({ turn }) => turn.now()));
    },
    async stop() {
      stopping.abort();
      await Promise.all(held.map(({ turn }) => turn.stop()));
    },
  };
}

function ageOf({ reading, misses, sentence }: Held): TrafficAge {
  const isSilent = misses >= MISSES_MAX || (misses > 0 && reading === null);
  const state = isSilent ? 'silent' : reading === null ? 'starting' : 'live';
  return { state, observedAt: reading?.observedAt ?? null, sentence: isSilent ? sentence : null };
}
