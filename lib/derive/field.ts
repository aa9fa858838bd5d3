/** The value of a field by its path as in `kubectl explain` (`spec.replicas`); undefined where it is absent. */
export function fieldAt(object: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      object,
    );
}

/**
 * The number in a field. Throws TypeError where there is none: then the projection of the kind does not keep a field
 * that its traits name.
 */
export function numberAt(object: object, path: string): number {
  const value = fieldAt(object, path);
  if (typeof value !== 'number') throw new TypeError(`${path} is not a number`);
  return value;
}

/** The text in a field; empty where there is none. */
export function textAt(object: object, path: string): string {
  const value = fieldAt(object, path);
  return typeof value === 'string' ? value : '';
}
