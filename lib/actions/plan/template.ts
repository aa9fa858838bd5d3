import { traitsOf, type ChangeTarget, type RawObject } from '@/lib/model';
import { listAt, recordAt } from './raw';

/** The path of a kind's pod template. */
export function templatePath(kind: ChangeTarget['kind']): readonly string[] {
  return traitsOf(kind).templatePath;
}

/** Written by `kubectl rollout restart` and by our restart: it shows when pods were last replaced, not what they run. */
export const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** What the pods of a live object are created from: its pod template without the time of the last restart. */
export function runningTemplate(object: RawObject, kind: ChangeTarget['kind']): RawObject {
  const template = recordAt(object, ...templatePath(kind));
  const metadata = recordAt(template, 'metadata');
  const annotations = Object.entries(recordAt(metadata, 'annotations')).filter(
    ([key]) => key !== RESTARTED_AT,
  );
  return { ...template, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } };
}

/** The path of the containers in a kind's pod template. */
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
