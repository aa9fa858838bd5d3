import { setImmediate as immediate } from 'node:timers/promises';
import { ask as askTarget, type ProbeResult } from './ask';
import type { FoundTarget } from './target';
import { streakAfter, type Streak, type Wanted } from './thresholds';

/** Probes that are under way at once, of everything together. */
const AT_ONCE_MAX = 256;
/** So many begin together; then what answered meanwhile is heard, for a time that was spent here is no latency of anybody's. */
const BATCH = 16;
/** A timeout that this process was so late for says nothing: the answer may have been there. */
const LATE_MS = 150;
/** An interval is this much shorter or longer each time, so that what began together does not go on so. */
const JITTER = 0.1;

export interface Rhythm extends Wanted {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/** Something that is asked again and again. */
export interface Subject {
  /** Unique among all. */
  readonly key: string;
  /** Where this is the same object, what is asked is the same. */
  readonly source: object;
  /** What is asked, in words: where they are others it begins anew. */
  readonly words: () => string;
  readonly rhythm: Rhythm;
  readonly find: () => Promise<FoundTarget>;
  /** Told of each probe; of one that came too late, after the subject went, nobody is. */
  readonly tell: (heard: HeardProbe) => Promise<void> | undefined;
}

export interface HeardProbe {
  readonly at: number;
  readonly result: ProbeResult;
  readonly streak: Streak;
}

export interface RotaOptions {
  readonly now: () => number;
  /** From 0 to 1; a test owns it. */
  readonly random: () => number;
  readonly onError: (error: unknown) => void;
  readonly ask?: typeof askTarget;
}

/** Who is asked when. */
export interface Rota {
  /** Begins what is due, the longest overdue first. Resolves when all that it began has ended. */
  turn(subjects: Iterable<Subject>): Promise<void>;
}

interface Turn {
  subject: Subject;
  words: string;
  dueAt: number;
  running: boolean;
  streak: Streak | null;
}

export function createRota({ now, random, onError, ask = askTarget }: RotaOptions): Rota {
  const turns = new Map<string, Turn>();
  let atOnce = 0;

  /** Whoever comes is asked at once; whoever asks for another thing is another one. */
  const take = (subject: Subject): void => {
    const held = turns.get(subject.key);
    if (held?.subject.source === subject.source) return;
    const words = subject.words();
    if (held?.words === words) held.subject = subject;
    else turns.set(subject.key, { subject, words, dueAt: 0, running: false, streak: null });
  };

  const probe = async (turn: Turn): Promise<void> => {
    const found = await turn.subject.find();
    const result: ProbeResult = found.ok
      ? await ask(found.target, turn.subject.rhythm.timeoutMs)
      : { status: 'critical', sentence: `Not asked: ${lowerFirst(found.why)}`, tookMs: 0, heard: null };
    if (turns.get(turn.subject.key) !== turn) return;
    const { rhythm } = turn.subject;
    if (result.heard === 'silence' && result.tookMs > rhythm.timeoutMs + LATE_MS) return;
    const streak = streakAfter(turn.streak, result.status);
    turn.streak = streak;
    await turn.subject.tell({ at: now(), result, streak });
  };

  const run = async (turn: Turn): Promise<void> => {
    try {
      if (turns.get(turn.subject.key) === turn) await probe(turn);
    } catch (error) {
      onError(error);
    } finally {
      turn.running = false;
      atOnce -= 1;
      turn.dueAt = now() + turn.subject.rhythm.intervalMs * (1 - JITTER + 2 * JITTER * random());
    }
  };

  return {
    async turn(subjects) {
      const seen = new Set<string>();
      for (const subject of subjects) {
        seen.add(subject.key);
        take(subject);
      }
      const at = now();
      const due: Turn[] = [];
      for (const [key, turn] of turns) {
        if (!seen.has(key)) turns.delete(key);
        else if (!turn.running && turn.dueAt <= at) due.push(turn);
      }
      due.sort((a, b) => a.dueAt - b.dueAt);
      const begun = due.slice(0, Math.max(0, AT_ONCE_MAX - atOnce));
      for (const each of begun) each.running = true;
      atOnce += begun.length;
      const running: Promise<void>[] = [];
      for (const [index, each] of begun.entries()) {
        if (index > 0 && index % BATCH === 0) await immediate();
        running.push(run(each));
      }
      await Promise.all(running);
    },
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
