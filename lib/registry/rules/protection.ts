import type { RegistryProtection } from '@/lib/model';
import type { Awaited } from './awaited';

export interface ProtectionRule {
  /** If more than this share falls silent at once, a network failure is more likely than the end of all of them. */
  readonly share: number;
}

/** Instances that fell silent within this time count as silent at once; those that are silent for longer are removed even under protection. */
export const PROTECTION_WINDOW_MS = 15 * 60_000;
/** Fewer never cause protection, as in a small service they are quickly a large share. */
const VANISHED_MIN = 3;

export interface ProtectionState extends RegistryProtection {
  /** Whether instances of this service may be removed now. */
  protects(service: string): boolean;
  /** When it may change by time alone; null: never. */
  readonly validUntil: number | null;
}

/**
 * Whether so many instances stopped reporting at the same time that a network failure is more likely (Eureka's self-preservation), in the whole registry or
 * in one service. Protection only prevents removal: silent instances are critical all the same.
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

/** Since when more are silent than the share allows; null: they are fewer. */
function overSince({ expected, vanished }: Counted, { share }: ProtectionRule): number | null {
  const tooMany = tooManyOf(expected, share);
  if (vanished.length < tooMany) return null;
  return [...vanished].sort((a, b) => a - b)[tooMany - 1] ?? null;
}

function tooManyOf(expected: number, share: number): number {
  return Math.max(VANISHED_MIN, Math.floor(share * expected) + 1);
}

/** When it ends if none of them reports: those that are silent for longest leave the count first, until the rest is below the share. */
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
  const sentence = `${vanished.length} of ${expected} instances stopped reporting at the same time: a network failure is more likely than so many broken instances. None is removed.`;
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
  const sentence = `${shown} stopped reporting at the same time: a network failure is more likely than so many broken instances. None of these is removed.`;
  return {
    scope: 'service',
    services: sorted.map(({ service }) => service),
    since: Math.min(...sorted.map((of) => of.since)),
    endsAt: Math.max(...sorted.map((of) => of.endsAt)),
    sentence,
  };
}
