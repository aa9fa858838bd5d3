import type { KeptInstance } from '@/lib/registry';
import { catalogServiceOf, healthEntryOf } from './shapes';

/** The JSON text of each instance, made once: an instance is never modified, only replaced. */
const health = new WeakMap<KeptInstance, string>();
const catalog = new WeakMap<KeptInstance, string>();

function textIn(texts: WeakMap<KeptInstance, string>, held: KeptInstance, make: () => unknown): string {
  let text = texts.get(held);
  if (text === undefined) texts.set(held, (text = JSON.stringify(make())));
  return text;
}

export function healthText(held: KeptInstance): string {
  return textIn(health, held, () => healthEntryOf(held));
}

export function catalogText(held: KeptInstance): string {
  return textIn(catalog, held, () => catalogServiceOf(held));
}
