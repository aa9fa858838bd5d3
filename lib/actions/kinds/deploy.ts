import { parseImage, versionOf, type ImageReference } from '@/lib/derive/image';
import { listed } from '@/lib/derive/sentences';
import { ACTION_TRAITS, AppError, invalidField, type Consequence, type RawObject } from '@/lib/model';
import { judgeRollout } from '../judge-rollout';
import { containersOf, containersPath, nestedAt } from '../plan/template';
import { isRecord, recordAt, textAt } from '../plan/raw';
import { replacementOf } from '../plan/replacement';
import type { ActionKind } from './kind';

/** Sets another image for one container of a workload. */
export const deploy: ActionKind<'deploy', null> = {
  traits: ACTION_TRAITS.deploy,
  field: 'params.image',
  subject: 'this image',
  check({ params }) {
    const image = parseImage(params.image);
    if ('error' in image) throw invalidField('params.image', image.error);
  },
  replacedValue({ target, params }, live) {
    const container = pickContainer(containersOf(live, target.kind), params.container);
    if (container.image !== params.image) return { before: container.image, container: container.name };
    throw invalidField('params.image', `It already runs ${container.image}: nothing would change.`);
  },
  patch({ intent, replaced }) {
    const [, ...path] = containersPath(intent.target.kind);
    const containers = [{ name: replaced.container, image: intent.params.image }];
    return { spec: nestedAt(path, containers) };
  },
  owns(fields, { intent, replaced }) {
    const list = recordAt(fields, ...containersPath(intent.target.kind).map((key) => `f:${key}`));
    return Object.entries(list).some(
      ([key, item]) => keyedName(key) === replaced.container && isRecord(item) && 'f:image' in item,
    );
  },
  title: ({ intent }) => `Deploy ${intent.target.name} ${versionOf(intent.params.image)}`,
  effects: ({ intent, replaced }, { workload }) => [
    ...imageConsequences(replaced.before, intent.params.image),
    { code: 'pods', ...replacementOf(workload) },
  ],
  verify: judgeRollout,
};

interface Container {
  readonly name: string;
  readonly image: string;
}

function pickContainer(containers: readonly Container[], wanted: string | undefined): Container {
  const names = listed(containers.map(({ name }) => name));
  if (wanted !== undefined) {
    const found = containers.find(({ name }) => name === wanted);
    if (found) return found;
    throw invalidField('params.container', `There is no container "${wanted}"; expected one of ${names}.`);
  }
  const [only, ...others] = containers;
  if (only === undefined) throw new AppError('cluster-refused', 'The workload has no containers.');
  if (others.length === 0) return only;
  throw invalidField('params.container', `It has ${containers.length} containers; expected one of ${names}.`);
}

/** The name in the key of a list item of FieldsV1: `k:{"name":"web"}`. */
function keyedName(key: string): string | null {
  if (!key.startsWith('k:')) return null;
  try {
    return textAt(JSON.parse(key.slice(2)) as RawObject, 'name');
  } catch {
    return null;
  }
}

function imageConsequences(before: string, after: string): Consequence[] {
  const next = parseImage(after);
  if ('error' in next) return [];
  const found: Consequence[] = [];
  if (next.digest === null && (next.tag === null || next.tag === 'latest')) {
    found.push({
      code: 'image',
      level: 'weigh',
      title: 'No fixed version',
      sentence: 'The tag latest may be another image at every pull: use a version or a digest.',
    });
  }
  const now = parseImage(before);
  if (!('error' in now) && whereOf(now) !== whereOf(next)) {
    found.push({
      code: 'image',
      level: 'weigh',
      title: 'Another repository',
      sentence: `It runs ${whereOf(now)}; the new image is ${whereOf(next)}.`,
    });
  }
  return found;
}

function whereOf({ registry, repository }: ImageReference): string {
  return `${registry}/${repository}`;
}
