/**
 * An object that cannot be read: `field` is its path as `kubectl explain` knows it, the message a sentence that names the
 * field and what was expected. Readers of a watch count such an object and skip it.
 */
export class MalformedObject extends Error {
  override readonly name = 'MalformedObject';
  readonly code = 'malformed-object';
  readonly field: string;

  constructor(field: string, expected: string, found: unknown) {
    super(`The field ${field} should be ${expected}, and it is ${describe(found)}.`);
    this.field = field;
  }
}

/** Whether a thrown value is a MalformedObject; works across bundles. */
export function isMalformedObject(error: unknown): error is MalformedObject {
  return error instanceof Error && 'code' in error && error.code === 'malformed-object';
}

const SHOWN_MAX = 40;

function describe(found: unknown): string {
  if (found === undefined || found === null) return 'absent';
  if (Array.isArray(found)) return 'a list';
  if (typeof found === 'object') return 'an object';
  if (typeof found === 'string') return JSON.stringify(found.slice(0, SHOWN_MAX));
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  return `a ${typeof found}`;
}
