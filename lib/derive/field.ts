/** The value of a field by its path as `kubectl explain` knows it (`spec.replicas`); undefined where it is absent. */
export function fieldAt(object: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      object,
    );
}

/** Throws TypeError where no number stands there: the projection of the kind leaves out what its traits name. */
export function numberAt(object: object, path: string): number {
  const value = fieldAt(object, path);
  if (typeof value !== 'number') throw new TypeError(`${path} is no number`);
  return value;
}

/** Empty where no text stands there. */
export function textAt(object: object, path: string): string {
  const value = fieldAt(object, path);
  return typeof value === 'string' ? value : '';
}
