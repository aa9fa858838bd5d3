import { MalformedObject } from './malformed';
import { NO_POOL, type Pool } from './pool';

type Raw = Readonly<Record<string, unknown>>;
type TextMap = Readonly<Record<string, string>>;

const NOTHING: Raw = Object.freeze({});
const NO_ITEMS: readonly never[] = Object.freeze([]);
const NO_TEXTS: TextMap = Object.freeze({});
const INT32_MAX = 2_147_483_647;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Options of a projection. */
export interface FieldContext {
  readonly pool: Pool;
  /** Annotations to keep besides the built-in ones. */
  readonly annotations: readonly string[];
}
export const PLAIN_CONTEXT: FieldContext = { pool: NO_POOL, annotations: [] };

/**
 * Typed reading of one JSON object. Absent and null are the same, as in the Kubernetes API; a value of another type
 * than the method reads throws MalformedObject with the full path of the field.
 */
export class Fields {
  private readonly raw: Raw;
  readonly path: string;
  readonly context: FieldContext;

  constructor(raw: Raw, path: string, context: FieldContext) {
    this.raw = raw;
    this.path = path;
    this.context = context;
  }

  /** Reads a whole object. */
  static of(raw: unknown, context: FieldContext): Fields {
    if (!isRecord(raw)) throw new MalformedObject('the object', 'a JSON object', raw);
    return new Fields(raw, '', context);
  }

  /** The raw object with some members replaced. */
  with(members: Raw): Raw {
    return { ...this.raw, ...members };
  }

  has(key: string): boolean {
    return this.value(key) !== undefined;
  }

  /** A string that must be there and not be empty. */
  required(key: string): string {
    const value = this.str(key);
    if (value === undefined || value === '') throw this.malformed(key, 'a string that is not empty');
    return value;
  }

  str(key: string): string | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'string') return value;
    throw this.malformed(key, 'a string');
  }

  /** A string that many objects repeat. */
  shared(key: string): string | undefined {
    const value = this.str(key);
    return value === undefined ? undefined : this.context.pool.text(value);
  }

  /** An RFC 3339 time, as it was written. */
  time(key: string): string | undefined {
    const value = this.str(key);
    if (value === undefined) return undefined;
    if (RFC3339.test(value) && !Number.isNaN(Date.parse(value))) return this.context.pool.time(value);
    throw this.malformed(key, 'an RFC 3339 time');
  }

  /** An int32 that is not negative, as all counts and seconds of the API are. */
  count(key: string): number | undefined {
    return this.integer(key, { min: 0, max: INT32_MAX, expected: 'a whole number from 0' });
  }

  /** An int32. */
  int(key: string): number | undefined {
    return this.integer(key, { min: -INT32_MAX - 1, max: INT32_MAX, expected: 'a whole number' });
  }

  /** An int64 that is not negative: a generation. */
  long(key: string): number | undefined {
    return this.integer(key, { min: 0, max: Number.MAX_SAFE_INTEGER, expected: 'a whole number from 0' });
  }

  bool(key: string): boolean | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.malformed(key, 'true or false');
  }

  /** Kubernetes' IntOrString, as text: `25%`, `1`, `http`. */
  intOrString(key: string): string | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isInteger(value)) return String(value);
    throw this.malformed(key, 'a whole number or a string');
  }

  /** The object under `key`; an empty one when it is absent. */
  object(key: string): Fields {
    return this.optional(key) ?? new Fields(NOTHING, this.pathOf(key), this.context);
  }

  /** The object under `key`, or undefined. */
  optional(key: string): Fields | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (!isRecord(value)) throw this.malformed(key, 'an object');
    return new Fields(value, this.pathOf(key), this.context);
  }

  /** The list of objects under `key`; empty when absent. */
  list<T>(key: string, read: (item: Fields) => T): readonly T[] {
    const items = this.items(key);
    if (items.length === 0) return NO_ITEMS;
    return items.map((item, index) => {
      const path = `${this.pathOf(key)}[${index}]`;
      if (!isRecord(item)) throw new MalformedObject(path, 'an object', item);
      return read(new Fields(item, path, this.context));
    });
  }

  /** The list of strings under `key`; empty when absent. */
  strings(key: string): readonly string[] {
    const items = this.items(key);
    if (items.length === 0) return NO_ITEMS;
    return items.map((item, index) => {
      if (typeof item !== 'string') {
        throw new MalformedObject(`${this.pathOf(key)}[${index}]`, 'a string', item);
      }
      return item;
    });
  }

  /** The map of strings under `key` (labels, quantities); with `numbers`, numbers are read as text. */
  map(key: string, options: { keep?: (name: string) => boolean; numbers?: boolean } = {}): TextMap {
    const value = this.value(key);
    if (value === undefined) return NO_TEXTS;
    if (!isRecord(value)) throw this.malformed(key, 'a map of strings');
    const kept: Record<string, string> = {};
    let count = 0;
    for (const [name, item] of Object.entries(value)) {
      const text = options.numbers === true && typeof item === 'number' ? String(item) : item;
      if (typeof text !== 'string')
        throw new MalformedObject(`${this.pathOf(key)}[${name}]`, 'a string', item);
      if (options.keep?.(name) === false) continue;
      kept[name] = this.context.pool.text(text);
      count += 1;
    }
    return count === 0 ? NO_TEXTS : this.context.pool.shape(kept);
  }

  malformed(key: string, expected: string): MalformedObject {
    return new MalformedObject(this.pathOf(key), expected, this.value(key));
  }

  private integer(key: string, want: { min: number; max: number; expected: string }): number | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    const fits =
      typeof value === 'number' && Number.isInteger(value) && value >= want.min && value <= want.max;
    if (!fits) throw this.malformed(key, want.expected);
    return value;
  }

  private items(key: string): readonly unknown[] {
    const value = this.value(key);
    if (value === undefined) return NO_ITEMS;
    if (!Array.isArray(value)) throw this.malformed(key, 'a list');
    return value as readonly unknown[];
  }

  private value(key: string): unknown {
    const value = Object.hasOwn(this.raw, key) ? this.raw[key] : undefined;
    return value === null ? undefined : value;
  }

  private pathOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }
}

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
