import { traitsOf, type ChangeTarget, type RawObject } from '@/lib/model';
import { listAt } from './raw';

/** Where a kind keeps its pod template. */
export function templatePath(kind: ChangeTarget['kind']): readonly string[] {
  return traitsOf(kind).templatePath;
}

/** Where a kind keeps its pod template's containers. */
export function containersPath(kind: ChangeTarget['kind']): readonly string[] {
  return [...templatePath(kind), 'spec', 'containers'];
}

/** Containers of a live object, by name. */
export function containersOf(
  object: RawObject,
  kind: ChangeTarget['kind'],
): { name: string; image: string }[] {
  return listAt(object, ...containersPath(kind)).map(({ name, image }) => ({
    name: typeof name === 'string' ? name : '',
    image: typeof image === 'string' ? image : '',
  }));
}

/** `{a: {b: value}}` of the path `a`, `b`. */
export function nestedAt(path: readonly string[], value: unknown): RawObject {
  return path.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), value) as RawObject;
}
