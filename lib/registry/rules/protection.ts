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
    const of = { expected: beating + vanished.length, vanished };
    all.expected += vanished.length;
    for (const at of vanished) all.vanished.push(at);
    const since = overSince(of, rule);
    if (since !== null) some.push({ ...of, service, since, endsAt: endOf(of, rule) });
  }
  const since = overSince(all, rule);
  const on =
    since === null ? ofServices(some) : ofAll(all, { since, endsAt: endOf(all, rule) }, awaited.services());
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

interface Counted {
  readonly expected: number;
  readonly vanished: readonly number[];
}

/** Since when more vanished than may; null: not so many. */
function overSince({ expected, vanished }: Counted, { share }: ProtectionRule): number | null {
  const tooMany = tooManyOf(expected, share);
  if (vanished.length < tooMany) return null;
  return [...vanished].sort((a, b) => a - b)[tooMany - 1] ?? null;
}

function tooManyOf(expected: number, share: number): number {
  return Math.max(VANISHED_MIN, Math.floor(share * expected) + 1);
}

/** When it ends if none of them is heard of: the longest silent leave the count first, and the rest are too few some time. */
function endOf({ expected, vanished }: Counted, { share }: ProtectionRule): number {
  const sorted = [...vanished].sort((a, b) => a - b);
  const left = sorted.findIndex(
    (_, index) => sorted.length - (index + 1) < tooManyOf(expected - (index + 1), share),
  );
  return (sorted[left] ?? 0) + PROTECTION_WINDOW_MS;
}

function ofAll(
  { expected, vanished }: Counted,
  times: { readonly since: number; readonly endsAt: number },
  services: Iterable<string>,
): RegistryProtection['on'] {
  const sentence = `${vanished.length} of ${expected} instances fell silent at once: the way to them is more likely broken than all of them. None is removed.`;
  return { scope: 'registry', services: [...services].sort(), ...times, sentence };
}

interface TooSilent extends Counted {
  readonly service: string;
  readonly since: number;
  readonly endsAt: number;
}

function ofServices(some: readonly TooSilent[]): RegistryProtection['on'] {
  if (some.length === 0) return null;
  const sorted = [...some].sort((a, b) => (a.service < b.service ? -1 : 1));
  const words = sorted.map(
    ({ service, vanished, expected }) => `${vanished.length} of ${expected} instances of ${service}`,
  );
  const shown = words.slice(0, 3).join(', ') + (words.length > 3 ? ` and of ${words.length - 3} more` : '');
  const sentence = `${shown} fell silent at once: the way to them is more likely broken than all of them. None of these is removed.`;
  return {
    scope: 'service',
    services: sorted.map(({ service }) => service),
    since: Math.min(...sorted.map((of) => of.since)),
    endsAt: Math.max(...sorted.map((of) => of.endsAt)),
    sentence,
  };
}
