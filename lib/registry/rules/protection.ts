import type { RegistryProtection } from '@/lib/model';
import type { Awaited } from './awaited';

export interface ProtectionRule {
  /** More than this share vanished: they are not all gone, the way to them is. */
  readonly share: number;
}

/** What fell silent within this time fell silent at once; what is silent for longer is gone, protected or not. */
export const PROTECTION_WINDOW_MS = 15 * 60_000;
/** Fewer are an everyday matter, whatever share of a small service they are. */
const VANISHED_MIN = 3;

export interface ProtectionState extends RegistryProtection {
  /** Whether instances of this service may be removed now. */
  protects(service: string): boolean;
  /** When it will be another by time alone; null: never. */
  readonly validUntil: number | null;
}

/**
 * Whether too many vanished at once for all of them to be gone (Eureka's self-preservation). Over all, or of one service. It holds back
 * removal alone: what is silent is critical, and says so.
 */
export function judgeProtection(awaited: Awaited, rule: ProtectionRule, now: number): ProtectionState {
  const all = { expected: awaited.beating, vanished: [] as number[] };
  const some: TooSilent[] = [];
  for (const { service, beating, lapsedAt } of awaited.silent()) {
    const vanished = lapsedAt.filter((at) => now - at < PROTECTION_WINDOW_MS);
    const expected = beating + vanished.length;
    all.expected += vanished.length;
    for (const at of vanished) all.vanished.push(at);
    const since = overSince({ expected, vanished }, rule);
    if (since !== null) some.push({ service, since, expected, vanished: vanished.length });
  }
  const since = overSince(all, rule);
  const on = since === null ? ofServices(some) : ofAll(all, since, awaited.services());
  const protectedServices = new Set(on?.services);
  const oldest = all.vanished.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    on,
    expected: all.expected,
    arrived: all.expected - all.vanished.length,
    protects: (service) => on?.scope === 'registry' || protectedServices.has(service),
    validUntil: Number.isFinite(oldest) ? oldest + PROTECTION_WINDOW_MS : null,
  };
}

/** Since when more vanished than may; null: not so many. */
function overSince(
  { expected, vanished }: { readonly expected: number; readonly vanished: readonly number[] },
  { share }: ProtectionRule,
): number | null {
  const tooMany = Math.max(VANISHED_MIN, Math.floor(share * expected) + 1);
  if (vanished.length < tooMany) return null;
  return [...vanished].sort((a, b) => a - b)[tooMany - 1] ?? null;
}

function ofAll(
  { expected, vanished }: { readonly expected: number; readonly vanished: readonly number[] },
  since: number,
  services: Iterable<string>,
): RegistryProtection['on'] {
  const sentence = `${vanished.length} of ${expected} instances fell silent at once: the way to them is more likely broken than all of them. None is removed.`;
  return { scope: 'registry', services: [...services].sort(), since, sentence };
}

interface TooSilent {
  readonly service: string;
  readonly since: number;
  readonly expected: number;
  readonly vanished: number;
}

function ofServices(some: readonly TooSilent[]): RegistryProtection['on'] {
  if (some.length === 0) return null;
  const sorted = [...some].sort((a, b) => (a.service < b.service ? -1 : 1));
  const words = sorted.map(
    ({ service, vanished, expected }) => `${vanished} of ${expected} instances of ${service}`,
  );
  const shown = words.slice(0, 3).join(', ') + (words.length > 3 ? ` and of ${words.length - 3} more` : '');
  const sentence = `${shown} fell silent at once: the way to them is more likely broken than all of them. None of these is removed.`;
  return {
    scope: 'service',
    services: sorted.map(({ service }) => service),
    since: Math.min(...sorted.map((of) => of.since)),
    sentence,
  };
}
