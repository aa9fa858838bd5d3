import type { ChangeIntent, ClusterGateway, RawObject } from '@/lib/model';
import { isRecord } from '../plan/raw';

/** JSON that a test may write into. */
export type Json = Record<string, unknown>;

/** Strategic merge as far as our patches need it: maps by key, lists of named items by name, null removes, `$patch: replace`. */
export function merged(before: unknown, patch: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(patch)) {
    const named = new Map(before.filter(isRecord).map((item) => [item.name, item]));
    for (const item of patch.filter(isRecord))
      named.set(item.name, merged(named.get(item.name), item) as RawObject);
    return [...named.values()];
  }
  if (!isRecord(patch)) return patch;
  const { $patch, ...members } = patch;
  const base = isRecord(before) && $patch !== 'replace' ? before : {};
  const entries = Object.entries(members).filter(([, value]) => value !== null);
  const removed = new Set(Object.keys(members).filter((key) => members[key] === null));
  return Object.fromEntries([
    ...Object.entries(base).filter(([key]) => !removed.has(key)),
    ...entries.map(([key, value]) => [key, merged(base[key], value)] as const),
  ]);
}

/** An API server with one object, which a test edits; writes are merged into it and kept. */
export function templateGateway(object: Json) {
  const state = { live: structuredClone(object) as RawObject };
  const written: RawObject[] = [];
  const gateway: ClusterGateway = {
    read: () => Promise.resolve(state.live),
    patch({ patch, dryRun }) {
      const next = merged(state.live, patch) as RawObject;
      if (!dryRun) {
        state.live = next;
        written.push(patch);
      }
      return Promise.resolve(next);
    },
  };
  return {
    gateway,
    written,
    live: () => state.live,
    /** Changes the object as another client would. */
    edit(change: (object: Json) => void) {
      const next = structuredClone(state.live) as Json;
      change(next);
      state.live = next;
    },
  };
}

export const CART = { cluster: 'c', namespace: 'shop', kind: 'Deployment' as const, name: 'cart' };
export const scaleTo = (replicas: number): ChangeIntent => ({
  action: 'scale',
  target: CART,
  params: { replicas },
});
export const deployOf = (image: string): ChangeIntent => ({
  action: 'deploy',
  target: CART,
  params: { image, container: 'web' },
});
