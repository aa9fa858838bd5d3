import type { CallDifference, ServiceDifference } from '@/lib/model';

/** Services whose name, owner, System or version has the text. */
export function findServices(services: readonly ServiceDifference[], text: string): ServiceDifference[] {
  return services.filter(({ name, owner, system, what, left, right }) =>
    has(text, [name, owner, system, what, ...(left?.versions ?? []), ...(right?.versions ?? [])]),
  );
}

/** Calls of which the caller or whom it calls has the text in its name. */
export function findCalls(calls: readonly CallDifference[], text: string): CallDifference[] {
  return calls.filter(({ from, left, right }) =>
    has(text, [
      from.name,
      left?.name ?? null,
      right?.name ?? null,
      left?.elsewhere ?? null,
      right?.elsewhere ?? null,
    ]),
  );
}

function has(text: string, words: readonly (string | null)[]): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === '' || words.some((word) => word?.toLowerCase().includes(wanted));
}
