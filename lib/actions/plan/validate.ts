import type { ChangeIntent } from '@/lib/db/change-record';
import { parseImage } from '@/lib/derive/image';
import { listed } from '@/lib/derive/words';
import { AppError, invalidField, type Environment, type RawObject } from '@/lib/model';
import { replicaBoundsError } from '@/lib/policy';
import { containersOf } from './patch';
import { numberAt } from './raw';

const SCALABLE: readonly string[] = ['Deployment', 'StatefulSet'];

/** What the Change replaces: the container it is about, and the value there now. */
export interface Touched {
  /** Of a scale, empty. */
  readonly container: string;
  readonly before: string;
}

/** @throws AppError `invalid-input` that names the field: what a policy or a grammar forbids, before any cluster is asked. */
export function validateIntent(intent: ChangeIntent, environment: Environment): void {
  if (intent.action === 'deploy') {
    const image = parseImage(intent.params.image);
    if ('error' in image) throw invalidField('params.image', image.error);
    return;
  }
  if (!SCALABLE.includes(intent.target.kind)) {
    throw invalidField(
      'target.kind',
      `A ${intent.target.kind} has no replicas to scale; expected Deployment or StatefulSet.`,
    );
  }
  const bounds = replicaBoundsError(environment.policy, intent.params.replicas);
  if (bounds !== null) throw invalidField('params.replicas', bounds);
}

/** @throws AppError `invalid-input` that names the field: a container that is not there, or a value that is there already. */
export function findTouched(intent: ChangeIntent, live: RawObject): Touched {
  if (intent.action === 'scale') {
    const before = numberAt(live, 'spec', 'replicas') ?? 1;
    if (before === intent.params.replicas) {
      throw invalidField('params.replicas', `It has ${before} already: nothing would change.`);
    }
    return { container: '', before: String(before) };
  }
  const container = pickContainer(containersOf(live, intent.target.kind), intent.params.container);
  if (container.image === intent.params.image) {
    throw invalidField('params.image', `It runs ${container.image} already: nothing would change.`);
  }
  return { container: container.name, before: container.image };
}

function pickContainer(
  containers: readonly { name: string; image: string }[],
  wanted: string | undefined,
): { name: string; image: string } {
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
