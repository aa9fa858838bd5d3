'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DrawnMap } from './collapse';
import type { Layout, LayoutInput } from './layout-types';
import { structureOf, type Structure } from './structure';

/** A map with the positions of its boxes, ready to be drawn. */
export interface LaidOut {
  readonly drawn: DrawnMap;
  readonly layout: Layout;
  /** The view of the map; another view is fitted to the canvas again. */
  readonly view: string;
}

export interface LayoutState {
  /** The latest layout; the old one is kept until the new one is there. Null before the first. */
  readonly laid: LaidOut | null;
  /** The error of the worker, if it failed. */
  readonly error: string | null;
  /** How long the worker took, in ms. */
  readonly tookMs: number;
  readonly retry: () => void;
}

interface Answer {
  readonly token: number;
  readonly layout?: Layout;
  readonly tookMs?: number;
  readonly error?: string;
}

interface Held {
  readonly laid: LaidOut | null;
  readonly key: string;
  readonly error: string | null;
  readonly tookMs: number;
}

interface Asked {
  readonly token: number;
  readonly key: string;
  readonly view: string;
  readonly drawn: DrawnMap;
}

/**
 * Lays a map out in a worker when its structure changes, and only then: a change of health or traffic does not move a box. The live values
 * of `drawn` are on the map at once.
 */
export function useLayout(drawn: DrawnMap, view: string): LayoutState {
  const structure = useKept(useMemo(() => structureOf(drawn), [drawn]));
  const [held, setHeld] = useState<Held>({ laid: null, key: '', error: null, tookMs: 0 });
  const [attempt, setAttempt] = useState(0);
  const worker = useRef<Worker | null>(null);
  const asked = useRef<Asked | null>(null);
  const latest = useRef({ drawn, laid: held.laid });
  useEffect(() => {
    latest.current = { drawn, laid: held.laid };
  });

  useEffect(() => {
    const started = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
    const failed = (error: string): void => setHeld((before) => ({ ...before, error }));
    started.onerror = (event) => failed(event.message || 'The worker could not be started.');
    started.onmessage = ({ data }: MessageEvent<Answer>) => {
      const question = asked.current;
      if (question?.token !== data.token) return;
      if (data.layout === undefined) failed(data.error ?? 'It gave no reason.');
      else {
        const laid = { drawn: question.drawn, layout: data.layout, view: question.view };
        setHeld({ laid, key: question.key, error: null, tookMs: data.tookMs ?? 0 });
      }
    };
    worker.current = started;
    return () => {
      started.terminate();
      worker.current = null;
    };
  }, [attempt]);

  useEffect(() => {
    const token = (asked.current?.token ?? 0) + 1;
    asked.current = { token, key: structure.key, view, drawn: latest.current.drawn };
    const { laid } = latest.current;
    const before = laid?.view === view ? laid.layout.boxes : {};
    worker.current?.postMessage({ token, input: inputOf(structure, before) });
  }, [structure, view, attempt]);

  const retry = useCallback(() => {
    setHeld((before) => ({ ...before, error: null }));
    setAttempt((count) => count + 1);
  }, []);
  const laid = useMemo(
    () => (held.laid !== null && held.key === structure.key ? { ...held.laid, drawn } : held.laid),
    [held, structure.key, drawn],
  );
  return { laid, error: held.error, tookMs: held.tookMs, retry };
}

function inputOf({ boxes, lines, bands }: Structure, before: LayoutInput['before']): LayoutInput {
  return { boxes, lines, bands, before };
}

/** The same object as long as its key is the same. */
function useKept(structure: Structure): Structure {
  const [kept, keep] = useState(structure);
  if (kept.key === structure.key) return kept;
  keep(structure);
  return structure;
}
