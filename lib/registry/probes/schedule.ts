import { setImmediate as immediate } from 'node:timers/promises';
import { ask as askTarget, type ProbeResult } from './ask';
import type { FoundTarget } from './target';
import { streakAfter, type Streak, type Wanted } from './thresholds';

/** The most probes that are under way at once. */
const AT_ONCE_MAX = 256;
/** So many probes begin together. Then answers are processed, so that time spent here is not counted as latency of a target. */
const BATCH = 16;
/** A timeout that fires this much too late does not count: the answer may have been there, and this process was busy. */
const LATE_MS = 150;
/** An interval is up to this share shorter or longer, so that probes which began together drift apart. */
const JITTER = 0.1;

export interface ProbeTiming extends Wanted {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/** Something that is probed again and again. */
export interface Subject {
  /** Unique among all subjects. */
  readonly key: string;
  /** While this is the same object, what is probed is the same. */
  readonly source: object;
  /** What is probed, as text. When the text changes, the subject begins anew: it is probed at once, and its streak is gone. */
  readonly definition: () => string;
  readonly timing: ProbeTiming;
  /** Where a probe goes, or why none is sent. */
  readonly find: () => Promise<FoundTarget>;
  /** Receives the outcome of each probe, but of none that ended after the subject was removed. */
  readonly onOutcome: (outcome: ProbeOutcome) => Promise<void> | undefined;
}

export interface ProbeOutcome {
  readonly at: number;
  readonly result: ProbeResult;
  readonly streak: Streak;
}

export interface ProbeScheduleOptions {
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly onError: (error: unknown) => void;
  readonly ask?: typeof askTarget;
}

/** When each subject is probed. */
export interface ProbeSchedule {
  /** Begins the probes that are due, the longest overdue first. Resolves when those that it began have ended. */
  turn(subjects: Iterable<Subject>): Promise<void>;
}

interface Turn {
  subject: Subject;
  definition: string;
  dueAt: number;
  running: boolean;
  streak: Streak | null;
}

export function createProbeSchedule(options: ProbeScheduleOptions): ProbeSchedule {
  const { now, random, onError, ask = askTarget } = options;
  const turns = new Map<string, Turn>();
  let atOnce = 0;

  /** A new subject is due at once, and so is one whose definition changed. */
  const take = (subject: Subject): void => {
    const held = turns.get(subject.key);
    if (held?.subject.source === subject.source) return;
    const definition = subject.definition();
    if (held?.definition === definition) held.subject = subject;
    else turns.set(subject.key, { subject, definition, dueAt: 0, running: false, streak: null });
  };

  const probe = async (turn: Turn): Promise<void> => {
    const found = await turn.subject.find();
    const result: ProbeResult = found.ok
      ? await ask(found.target, turn.subject.timing.timeoutMs)
      : { status: 'critical', sentence: `Not probed: ${lowerFirst(found.why)}`, tookMs: 0, heard: null };
    if (turns.get(turn.subject.key) !== turn) return;
    const { timing } = turn.subject;
    if (result.heard === 'silence' && result.tookMs > timing.timeoutMs + LATE_MS) return;
    const streak = streakAfter(turn.streak, result.status);
    turn.streak = streak;
    await turn.subject.onOutcome({ at: now(), result, streak });
  };

  const run = async (turn: Turn): Promise<void> => {
    try {
      if (turns.get(turn.subject.key) === turn) await probe(turn);
    } catch (error) {
      onError(error);
    } finally {
      turn.running = false;
      atOnce -= 1;
      turn.dueAt = now() + turn.subject.timing.intervalMs * (1 - JITTER + 2 * JITTER * random());
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
