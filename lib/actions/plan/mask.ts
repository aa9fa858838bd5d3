import type { FieldDiff } from '@/lib/model';
import { holdsCredential, isCredentialKey, MASK } from '@/lib/projection';
import type { Leaf, RealDiff } from './diff';

/**
 * Whether a value may be a credential: that of an environment variable, argument, annotation or header whose name or
 * content suggests it, and any URL with user info. Fields whose meaning the API defines, such as the name of a Secret,
 * hold none.
 */
export function isSecret({ value, key }: Leaf): boolean {
  if (/:\/\/[^\s/]*@/u.test(value)) return true;
  if (key === null || value === '') return false;
  // `-u`, `admin:hunter2`: a flag and its value are recognised together.
  const text = key.startsWith('-') ? `${key} ${value}` : value;
  return isCredentialKey(key) || holdsCredential(text) || holdsInJson(value);
}

/** An annotation may hold a whole object as JSON. */
function holdsInJson(text: string): boolean {
  return holdsInValue(jsonOf(text), '');
}

/** Undefined for text that is no object or list in JSON. */
function jsonOf(text: string): unknown {
  if (!/^\s*[[{]/u.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Text that only begins like JSON is treated as text.
    return undefined;
  }
}

function holdsInValue(value: unknown, key: string): boolean {
  if (typeof value === 'string') return value !== '' && (isCredentialKey(key) || holdsCredential(value));
  return membersOf(value).some(([member, inner]) => holdsInValue(inner, member ?? key));
}

/** A difference with credentials masked; it still shows that they changed. */
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

/**
 * A sentence of the API server, which may quote what it was sent, without the credentials among these values:
 * unchanged, quoted as in JSON or by Go's `%q`, and in parts, because a server may quote one line, the value of a flag
 * or a text within JSON.
 */
export function withoutSecrets(sentence: string, leaves: Iterable<Leaf>): string {
  const secrets = [...leaves].filter(isSecret).flatMap((leaf) => [leaf.value, ...partsOf(leaf)]);
  // The longest first: one may be a part of another.
  return [...new Set(secrets.filter((value) => value.length > 3).flatMap(quotedForms))]
    .sort((a, b) => b.length - a.length)
    .reduce((text, value) => text.replaceAll(value, MASK), sentence);
}

/** A value unchanged, escaped as in JSON and as Go's JSON does, and each of these escaped once more. */
function quotedForms(value: string): string[] {
  const quoted = escaped(value);
  const html = quoted.replaceAll(
    /[<>&]/gu,
    (sign) => `\\u00${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  // `%q` escapes these differently from JSON.
  const go = quoted.replaceAll('\\u0007', '\\a').replaceAll('\\u000b', '\\v').replaceAll('\\u00', '\\x');
  return [value, quoted, html, go, escaped(quoted), escaped(html), escaped(go)];
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The parts of a secret value that a server may quote alone. Where its key names a credential, every line and inner text counts. */
function partsOf({ value, key }: Leaf): string[] {
  const isNamed = key !== null && isCredentialKey(key);
  const given = /^-{0,2}[\w.-]+=(.+)$/su.exec(value)?.[1];
  const lines = value.includes('\n') ? value.split('\n').map((line) => line.trim()) : [];
  const isWhole = isNamed || value.includes('PRIVATE KEY-----');
  const secret = lines.filter((line) => isWhole || holdsCredential(line));
  const afterName = secret.flatMap(
    (line) => /^["']?[\w.-]+["']?\s*[:=]\s*["']?(.+?)["',;]*$/u.exec(line)?.[1] ?? [],
  );
  return [...(given === undefined ? [] : [given]), ...secret, ...afterName, ...innerSecrets(value, isNamed)];
}

function innerSecrets(text: string, isNamed: boolean): string[] {
  const found: string[] = [];
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string' && (isNamed || holdsInValue(value, key))) found.push(value);
    for (const [member, inner] of membersOf(value)) visit(inner, member ?? key);
  };
  visit(jsonOf(text), '');
  return found;
}

/** The members of a JSON value with their keys; null for items of a list, which have the key of the list. */
function membersOf(value: unknown): (readonly [name: string | null, inner: unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown) => [null, item]);
  if (typeof value !== 'object' || value === null) return [];
  const name: unknown = 'name' in value ? value.name : undefined;
  return Object.entries(value).map(([member, inner]) => [
    member === 'value' && typeof name === 'string' ? name : member,
    inner,
  ]);
}
