import type { StoreEvent } from '../store';
import type { World } from '../world';

export interface ControllerOptions {
  /** The objects to reconcile after a write, as `namespace/name`. */
  touches: (plural: string, event: StoreEvent) => Iterable<string>;
  /** Reconciles one object: moves it one step towards its spec. */
  reconcile: (namespace: string, name: string) => void;
  delayMs: number;
}

export interface Controller {
  /** Reconciles `namespace/name` again after `delayMs` at the latest. */
  enqueue: (key: string, delayMs?: number) => void;
}

export const objectKey = (namespace: string | undefined, name: string) => `${namespace ?? ''}/${name}`;

/** A level-triggered controller: an object is reconciled once after the delay, however many writes affected it. */
export function startController(world: World, options: ControllerOptions): Controller {
  const waiting = new Map<string, { atMs: number; cancel: () => void }>();
  const enqueue = (key: string, delayMs = options.delayMs) => {
    const atMs = world.clock.now() + delayMs;
    const earlier = waiting.get(key);
    if (earlier && earlier.atMs <= atMs) return;
    earlier?.cancel();
    const cancel = world.clock.after(delayMs, () => {
      waiting.delete(key);
      const [namespace = '', name = ''] = key.split('/');
      options.reconcile(namespace, name);
    });
    waiting.set(key, { atMs, cancel });
  };
  world.store.subscribe((plural, event) => {
    for (const key of options.touches(plural, event)) enqueue(key);
  });
  return { enqueue };
}
