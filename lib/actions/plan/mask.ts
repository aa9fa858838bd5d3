import type { FieldDiff } from '@/lib/model';
import { holdsCredential, isCredentialKey } from '@/lib/projection';
import type { Leaf, RealDiff } from './diff';

/** Stands where a value is that may be a credential. */
export const MASK = '••••••';

/**
 * Whether a value may be a credential: that of an environment variable, argument, annotation or header whose name or content says so, and
 * any URL with user info. Fields whose meaning the API fixes, such as the name of a Secret, hold none.
 */
export function isSecret({ value, key }: Leaf): boolean {
  if (/:\/\/[^\s/]*@/u.test(value)) return true;
  if (key === null || value === '') return false;
  // `-u`, `admin:hunter2`: what a flag means is seen with its value.
  const text = key.startsWith('-') ? `${key} ${value}` : value;
  return isCredentialKey(key) || holdsCredential(text) || holdsInJson(value);
}

/** An annotation may hold a whole object as JSON. */
function holdsInJson(text: string): boolean {
  if (!/^\s*[[{]/u.test(text)) return false;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Text that only begins as JSON does is judged as text, which has been done.
    return false;
  }
  return holdsInValue(value, '');
}

function holdsInValue(value: unknown, key: string): boolean {
  if (typeof value === 'string') return value !== '' && (isCredentialKey(key) || holdsCredential(value));
  if (Array.isArray(value)) return value.some((item) => holdsInValue(item, key));
  if (typeof value !== 'object' || value === null) return false;
  const members = Object.entries(value);
  const name: unknown = 'name' in value ? value.name : undefined;
  return members.some(([member, inner]) =>
    holdsInValue(inner, member === 'value' && typeof name === 'string' ? name : member),
  );
}

/** A difference as people may see it: a credential is masked, and that it changed stays visible. */
export function maskDiff(diff: readonly RealDiff[]): FieldDiff[] {
  return diff.map(({ path, before, after }) => {
    const hidden = [before, after].some((leaf) => leaf !== null && isSecret(leaf));
    if (!hidden) return { path, before: before?.value ?? null, after: after?.value ?? null };
    if (before === null || after === null) {
      return { path, before: before && MASK, after: after && MASK };
    }
    return { path, before: MASK, after: `${MASK} (changed)` };
  });
}

/** A sentence of the API server, which may quote what it was sent, without the credentials among these values. */
export function withoutSecrets(sentence: string, leaves: Iterable<Leaf>): string {
  const secrets = [...leaves].filter(isSecret).map(({ value }) => value);
  // The longest first: one may be a part of another.
  return secrets
    .filter((value) => value.length > 3)
    .sort((a, b) => b.length - a.length)
    .reduce((text, value) => text.replaceAll(value, MASK), sentence);
}
