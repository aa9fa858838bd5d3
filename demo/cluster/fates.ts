import { fnv1a } from './json';

/** What happens to a container, decided by words in the tag of its image. */
export type Fate = 'normal' | 'slow' | 'nopull' | 'crash' | 'oom' | 'notready' | 'leak';

/**
 * A fault of a release that its tag does not name: the oldest `pods` pods of each owner use more and more memory, and are killed `afterMs`
 * after their first start, and soon after each restart.
 */
export interface Illness {
  /** The end of the image's name. */
  image: string;
  pods: number;
  afterMs: [low: number, high: number];
}

const BY_WORD: [word: RegExp, fate: Fate][] = [
  [/nopull|broken/, 'nopull'],
  [/crash/, 'crash'],
  [/oom/, 'oom'],
  [/notready/, 'notready'],
  [/slow/, 'slow'],
];

export function tagOf(image: string): string {
  return /:([^/:]+)$/.exec(image)?.[1] ?? 'latest';
}

export function fateOf(image: string): Fate {
  const tag = tagOf(image);
  return BY_WORD.find(([word]) => word.test(tag))?.[1] ?? 'normal';
}

/** A duration that looks random: the same pod and purpose always give the same one, also after a restart. */
export function spanMs(
  [low, high]: [low: number, high: number],
  ...seed: (string | number | undefined)[]
): number {
  return low + (fnv1a(seed.join('/')) % (high - low + 1));
}

/** Kubernetes' back-off: 10 s, doubled each time, at most five minutes. */
export function backoffMs(times: number): number {
  return Math.min(300_000, 10_000 * 2 ** Math.max(0, times - 1));
}

/** A duration as Go prints it: `10s`, `2m40s`. */
export function goDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${String(minutes)}m${String(seconds % 60)}s` : `${String(seconds)}s`;
}
