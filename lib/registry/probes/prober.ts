import type { KeptCheck, KeptInstance } from '../rules/kept';
import type { Report } from '../rules/report';
import type { Table } from '../table';
import type { Range } from './address';
import { ask as askTarget, type ProbeResult } from './ask';
import { findTarget, type Resolve } from './target';

/** Probes that are under way at once. */
const AT_ONCE_MAX = 64;
/** Answers that are remembered of each check. */
const HISTORY = 60;

/** What the last probes of a check came to, oldest first. */
export interface ProbeHistory {
  readonly at: number;
  readonly result: ProbeResult;
}

interface State {
  definition: string;
  dueAt: number;
  running: boolean;
  /** In a row, of the same verdict. */
  streak: number;
  verdict: ProbeResult['status'] | null;
  history: ProbeHistory[];
}

export interface ProberOptions {
  readonly table: Table;
  readonly now: () => number;
  readonly allow: readonly Range[];
  readonly resolve: Resolve;
  readonly report: (key: { service: string; id: string }, said: Report) => Promise<void> | undefined;
  readonly onError: (error: unknown) => void;
  readonly ask?: typeof askTarget;
}

/** Asks instances how they are, in the one process that sweeps. */
export interface Prober {
  /** Begins what is due. Resolves when all that it began has ended. */
  turn(): Promise<void>;
  /** Of one check; empty where this process does not ask it. */
  history(key: { readonly service: string; readonly id: string }, check: string): readonly ProbeHistory[];
}

export function createProber(options: ProberOptions): Prober {
  const { table, now, allow, resolve, report, onError, ask = askTarget } = options;
  const states = new Map<string, State>();
  const nameOf = (of: { service: string; id: string }, check: string): string =>
    `${of.service}\n${of.id}\n${check}`;
  let atOnce = 0;

  const probe = async (held: KeptInstance, check: KeptCheck, state: State): Promise<void> => {
    const { probe: definition } = check;
    if (definition === null) return;
    const found = await findTarget(definition, held, { allow, resolve });
    const result: ProbeResult = found.ok
      ? await ask(found.target, definition.timeoutMs)
      : { status: 'critical', sentence: `Not asked: ${lowerFirst(found.why)}`, tookMs: 0, heard: null };
    state.history = [...state.history.slice(1 - HISTORY), { at: now(), result }];
    state.streak = result.status === state.verdict ? state.streak + 1 : 1;
    state.verdict = result.status;
    const enough = result.status === 'critical' ? definition.failures : definition.successes;
    const status = state.streak >= enough || !found.ok ? result.status : check.status;
    await report(
      { service: held.service, id: held.id },
      { check: check.id, status, output: result.sentence, heard: result.heard },
    );
  };

  const run = async (held: KeptInstance, check: KeptCheck, state: State): Promise<void> => {
    state.running = true;
    atOnce += 1;
    try {
      await probe(held, check, state);
    } catch (error) {
      onError(error);
    } finally {
      state.running = false;
      atOnce -= 1;
      state.dueAt = now() + (check.probe?.intervalMs ?? 0);
    }
  };

  return {
    async turn() {
      const begun: Promise<void>[] = [];
      const seen = new Set<string>();
      for (const held of table.probed()) {
        for (const check of held.checks) {
          if (check.probe === null) continue;
          const name = nameOf(held, check.id);
          seen.add(name);
          const definition = JSON.stringify([held.address, check.probe]);
          let state = states.get(name);
          if (state?.definition !== definition) {
            state = { definition, dueAt: 0, running: false, streak: 0, verdict: null, history: [] };
            states.set(name, state);
          }
          if (!state.running && state.dueAt <= now() && atOnce < AT_ONCE_MAX)
            begun.push(run(held, check, state));
        }
      }
      for (const name of states.keys()) if (!seen.has(name)) states.delete(name);
      await Promise.all(begun);
    },
    history: (key, check) => states.get(nameOf(key, check))?.history ?? [],
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
