import type { Kind, KindMap } from '@/lib/model';
import type { ClusterWriter } from '@/lib/store';
import { createBackoff, type Random } from './backoff';
import { KubeFailure } from './failure';
import type { Gate } from './gate';
import { createIntake, type Project } from './intake';
import type { ClusterLog } from './log';
import { listAll } from './relist';
import type { KubeSource } from './source';
import { trackKindState } from './kind-state';
import { sleep, type ClusterTimers } from './timers';
import { createWatchdog } from './watchdog';

export interface ReflectorPorts {
  readonly kind: Kind;
  readonly source: KubeSource;
  readonly writer: ClusterWriter;
  readonly project: Project;
  /** Bounds how many lists of one cluster run at a time. */
  readonly gate: Gate;
  readonly timers: ClusterTimers;
  readonly random: Random;
  readonly log: ClusterLog;
  /** The server refused our credentials for this kind (401). */
  readonly onUnauthorized: (sentence: string) => void;
}

/**
 * Keeps one kind of one cluster in the store: a paged LIST, then a WATCH from its resourceVersion, until it is stopped.
 * Nothing that a server sends ends it. It works as client-go's Reflector does, with the time limits below.
 */
export interface Reflector {
  start(): void;
  /** Tries again within a second, whatever it waits for; an open stream is closed and resumed, as it may be dead. */
  wake(): void;
  stop(): Promise<void>;
}

const SILENCE_MS_MAX = 75_000;
const WATCH_SECONDS_MIN = 300;
const WATCH_SECONDS_SPREAD = 301;
const WAKE_MS_SPREAD = 1_000;
const FORBIDDEN_RETRY_MS = 60_000;
const ABSENT_RETRY_MS = 300_000;
const UNAUTHORIZED_RETRY_MS = 30_000;
/** A stream that ends this soon without any data is a failure: an immediate retry would flood the server. */
const SHORT_STREAM_MS = 1_000;
/** A stream that lasted this long counts as successful, even without any event. */
const GOOD_STREAM_MS = 30_000;

/** A stream that the server accepted and that failed later: it is resumed from its last resourceVersion. */
class BrokenStream extends Error {
  constructor(cause: unknown) {
    super('the stream broke', { cause });
  }
}

export function createReflector(ports: ReflectorPorts): Reflector {
  const { kind, source, writer, timers, random } = ports;
  const backoff = createBackoff(random);
  const intake = createIntake(ports);
  const kindState = trackKindState(kind, writer, timers);
  const at = (): string => timers.now().toISOString();
  /** Aborts what runs or waits now: on `wake`, on `stop` and when the stream is silent. */
  let attempt = new AbortController();
  let stopped = false;
  let woken = false;
  /** The resourceVersion to resume from; null: list first. */
  let position: string | null = null;
  let running: Promise<void> = Promise.resolve();

  async function relist(signal: AbortSignal): Promise<void> {
    const objects: KindMap[Kind][] = [];
    const take = (items: readonly unknown[]): void => void objects.push(...intake.projectAll(items));
    const restart = (): void => void (objects.length = 0);
    position = await ports.gate.run(() => listAll({ source, kind, signal, take, restart }));
    writer.replace(kind, objects, at());
    kindState.listed();
  }

  async function follow(from: string, signal: AbortSignal): Promise<void> {
    const timeoutSeconds = WATCH_SECONDS_MIN + Math.floor(random() * WATCH_SECONDS_SPREAD);
    const stream = await source.watch(kind, { resourceVersion: from, timeoutSeconds, signal });
    const begun = timers.now().getTime();
    const lasted = (): number => timers.now().getTime() - begun;
    kindState.resumed();
    const watchdog = createWatchdog(timers, SILENCE_MS_MAX, fellSilent);
    let chunks = 0;
    try {
      for await (const frames of stream) {
        watchdog.reset();
        chunks += 1;
        for (const frame of frames) position = intake.take(frame, at()) ?? position;
        received();
      }
      if (chunks === 0 && lasted() < SHORT_STREAM_MS) {
        throw new KubeFailure('The server ended the watch as soon as it began.');
      }
    } catch (error) {
      throw new BrokenStream(error);
    } finally {
      watchdog.stop();
      if (lasted() > GOOD_STREAM_MS) backoff.reset();
    }
  }

  function received(): void {
    backoff.reset();
    kindState.received();
  }

  function fellSilent(): void {
    kindState.silent(SILENCE_MS_MAX);
    attempt.abort();
  }

  /** Sets the state of the kind by a failure; returns how long to wait before the next try, in milliseconds. */
  function handleFailure(thrown: unknown): number {
    const broken = thrown instanceof BrokenStream;
    const error = broken ? thrown.cause : thrown;
    if (!(error instanceof KubeFailure)) {
      ports.log.error(
        { kind, cluster: writer.picture.info.name, err: error },
        'a reflector failed by a bug of Pilothouse',
      );
    }
    const failure =
      error instanceof KubeFailure ? error : new KubeFailure('The watch failed.', { cause: error });
    // A stream that the server ended with an error cannot be resumed; one whose connection broke can.
    if (failure.status === 410 || (broken && failure.status !== null)) position = null;
    if (failure.status === 403) {
      kindState.refused('forbidden', failure.message);
      return FORBIDDEN_RETRY_MS;
    }
    if (failure.status === 404 || failure.status === 405) {
      writer.clear(kind);
      position = null;
      kindState.refused('absent', failure.message);
      return ABSENT_RETRY_MS;
    }
    if (failure.status === 401) {
      ports.onUnauthorized(failure.message);
      kindState.refused('stale', failure.message);
      return UNAUTHORIZED_RETRY_MS;
    }
    kindState.lost(failure.message);
    return Math.max(backoff.next(), Math.min(failure.retryAfterMs ?? 0, FORBIDDEN_RETRY_MS));
  }

  /** Waits before the next try; if the kind becomes stale during the wait, its state is set at that time. */
  async function waitOut(waitMs: number, signal: AbortSignal): Promise<void> {
    const graceMs = kindState.graceMs();
    await sleep(timers, Math.min(waitMs, graceMs), signal);
    if (graceMs >= waitMs || signal.aborted) return;
    kindState.expire();
    await sleep(timers, waitMs - graceMs, signal);
  }

  async function run(): Promise<void> {
    while (!stopped) {
      attempt = new AbortController();
      const { signal } = attempt;
      let waitMs = 0;
      try {
        if (woken) await sleep(timers, random() * WAKE_MS_SPREAD, signal);
        woken = false;
        if (position === null) await relist(signal);
        if (position !== null) await follow(position, signal);
      } catch (error) {
        waitMs = signal.aborted ? 0 : handleFailure(error);
      }
      if (waitMs > 0) await waitOut(waitMs, signal);
    }
  }

  return {
    start() {
      running = run();
    },
    wake() {
      woken = true;
      backoff.reset();
      attempt.abort();
    },
    async stop() {
      stopped = true;
      attempt.abort();
      await running;
    },
  };
}
