import type { CallDifference, ServiceDifference } from '@/lib/model';

/** Services with the text in their name, owner, System or version. */
export function findServices(services: readonly ServiceDifference[], text: string): ServiceDifference[] {
  return services.filter(({ name, owner, system, what, left, right }) =>
    has(text, [name, owner, system, what, ...(left?.versions ?? []), ...(right?.versions ?? [])]),
  );
}

/** Calls with the text in the name of the caller or the called service. */
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
