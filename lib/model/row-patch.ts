/** The difference of a row: for each changed field the new value, or a patch of it. */
export interface RowPatch {
  readonly [field: string]: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a patch cannot express: a field that was removed. */
const CANNOT = Symbol('cannot');
const SAME = Symbol('same');

/**
 * The patch by which `patchRow` turns the row `before` into `after`, both being JSON. Null where the whole row must be sent: a field of it,
 * or of an object in it outside of lists, was removed.
 */
export function rowPatch(before: unknown, after: unknown): RowPatch | null {
  if (!isObject(before) || !isObject(after)) return null;
  const patch = differenceOf(before, after);
  if (patch === SAME) return {};
  return isObject(patch) ? patch : null;
}

/**
 * Applies a patch to a row and returns the new one; what did not change is the same object in both. An object in a patch goes into the object
 * or list that the row has there (of a list by index); anything else replaces it.
 */
export function patchRow(row: unknown, patch: RowPatch): unknown {
  return put(row, patch);
}

function put(value: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index in patch ? put(item, patch[index]) : item));
  if (!isObject(value)) return patch;
  const patched = Object.entries(patch).map(([field, inner]) => [field, put(own(value, field), inner)]);
  return { ...value, ...Object.fromEntries(patched) };
}

function differenceOf(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return SAME;
  if (Array.isArray(before) && Array.isArray(after)) return differenceOfLists(before, after);
  if (isObject(before) && isObject(after)) return differenceOfObjects(before, after);
  // patchRow would merge the object into the list of before.
  return Array.isArray(before) && isObject(after) ? CANNOT : after;
}

function differenceOfObjects(before: Fields, after: Fields): unknown {
  if (Object.keys(before).some((field) => before[field] !== undefined && own(after, field) === undefined))
    return CANNOT;
  const patch: [string, unknown][] = [];
  for (const [field, value] of Object.entries(after)) {
    const inner = differenceOf(own(before, field), value);
    if (inner === CANNOT) return CANNOT;
    if (inner !== SAME) patch.push([field, inner]);
  }
  return patch.length === 0 ? SAME : Object.fromEntries(patch);
}

/** Item by item where the length is the same; otherwise, and where an item cannot be patched, the whole list. */
function differenceOfLists(before: readonly unknown[], after: readonly unknown[]): unknown {
  if (before.length !== after.length) return after;
  const patch: Record<string, unknown> = {};
  for (const [index, value] of after.entries()) {
    const inner = differenceOf(before[index], value);
    if (inner === CANNOT) return after;
    if (inner !== SAME) patch[index] = inner;
  }
  return Object.keys(patch).length === 0 ? SAME : patch;
}

/** A field of the object itself: `__proto__` and `constructor` are ordinary field names, labels may have them. */
function own(fields: Fields, field: string): unknown {
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
