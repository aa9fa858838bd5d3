import { versionOf } from '@/lib/derive/image';
import { workloadRevisions } from '@/lib/derive/rollout';
import { count, listed } from '@/lib/derive/sentences';
import { workloadFacts } from '@/lib/derive/workload-facts';
import {
  ACTION_TRAITS,
  AppError,
  invalidField,
  kindsFor,
  traitsOf,
  type ChangeTarget,
  type Consequence,
  type FieldDiff,
  type RawObject,
  type Revision,
} from '@/lib/model';
import { judgeRollout } from '../judge-rollout';
import { refusePaused } from '../plan/paused';
import { listAt, numberAt, recordAt, textAt } from '../plan/raw';
import { replacementOf } from '../plan/replacement';
import { nestedAt, templatePath } from '../plan/template';
import type { Located } from '../workload';
import type { ActionKind } from './kind';

const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** The kept revision as it was read: the template that the Change writes is the one of the time of planning. */
export interface Rollback {
  readonly version: string | null;
  readonly template: RawObject;
  /** For kinds that keep revisions in ReplicaSets: the change cause to restore with the template; null removes it. */
  readonly cause?: string | null;
}

/** Restores the pod template of a kept revision, as `kubectl rollout undo --to-revision` does. */
export const rollback: ActionKind<'rollback', Rollback> = {
  traits: ACTION_TRAITS.rollback,
  field: 'params.revision',
  subject: 'the pod template',
  check({ target }) {
    if (ACTION_TRAITS.rollback.fits(traitsOf(target.kind))) return;
    const fitting = kindsFor('rollback').join(', ');
    throw invalidField('target.kind', `A ${target.kind} keeps no revisions; expected one of ${fitting}.`);
  },
  async resolve({ intent, gateway, located }) {
    const { namespace, kind } = intent.target;
    const { keptIn, images } = pickRevision(located, intent.params.revision);
    const kept = await gateway.read({ ...keptIn, namespace });
    mustBe(kept, located, intent.params.revision);
    const [image] = Object.values(images);
    return {
      version: image === undefined ? null : versionOf(image),
      template: templateOf(kept, kind),
      ...(keptIn.kind === 'ReplicaSet'
        ? { cause: textAt(kept, 'metadata', 'annotations', CHANGE_CAUSE) }
        : {}),
    };
  },
  replacedValue({ target }, live) {
    refusePaused(target, live);
    return { before: '' };
  },
  patch({ intent, resolved: { template, cause } }) {
    const [, ...path] = templatePath(intent.target.kind);
    return {
      ...(cause === undefined ? {} : { annotations: { [CHANGE_CAUSE]: cause } }),
      spec: nestedAt(path, { ...template, $patch: 'replace' }),
    };
  },
  owns: (fields) => 'f:template' in recordAt(fields, 'f:spec'),
  title({ intent, resolved: { version } }) {
    const { target, params } = intent;
    const named = version === null ? '' : ` (${version})`;
    return `Roll back ${target.name} to revision ${params.revision}${named}`;
  },
  effects: ({ intent }, { workload, diff }) => [
    ...moreThanImages(diff, `${templatePath(intent.target.kind).join('.')}.`),
    { code: 'pods', ...replacementOf(workload) },
  ],
  verify: judgeRollout,
};

type Kept = Revision & { readonly keptIn: NonNullable<Revision['keptIn']> };

/**
 * The kept revision with a number.
 *
 * @throws AppError `invalid-input` for the current revision, for one that is not kept, and where none is kept;
 * `cluster-unavailable` while the objects that keep revisions cannot be read.
 */
function pickRevision({ picture, workload }: Located, wanted: number): Kept {
  const { keptIn } = traitsOf(workload.kind).revisions ?? {};
  const { state, reason } = picture.kindState(keptIn ?? workload.kind);
  if (state !== 'live') {
    const why = reason ?? `The ${keptIn}s of ${picture.info.name} cannot be read now.`;
    throw new AppError('cluster-unavailable', why);
  }
  const known = workloadRevisions(workloadFacts(workload, picture), picture.info.name);
  const name = `${workload.kind} ${workload.metadata.name}`;
  const found = known.find(({ revision }) => revision === String(wanted));
  if (found?.current === true) {
    throw invalidField('params.revision', `Revision ${wanted} already runs: nothing would change.`);
  }
  if (found !== undefined && isKept(found)) return found;
  const others = known.filter((one) => isKept(one) && !one.current).map(({ revision }) => revision);
  throw invalidField(
    'params.revision',
    others.length === 0
      ? `The cluster keeps no earlier revision of ${name}.`
      : `There is no revision ${wanted} of ${name}; expected ${listed(others)}.`,
  );
}

function isKept(revision: Revision): revision is Kept {
  return revision.keptIn !== null;
}

/** @throws AppError `conflict` where the object is not the one in the picture: the revisions have changed meanwhile. */
function mustBe(kept: RawObject, { workload }: Located, wanted: number): void {
  const owned = listAt(kept, 'metadata', 'ownerReferences').some(({ uid }) => uid === workload.metadata.uid);
  const traits = traitsOf(workload.kind).revisions;
  const number =
    traits?.keptIn === 'ReplicaSet'
      ? Number(textAt(kept, 'metadata', 'annotations', traits.numberAnnotation))
      : numberAt(kept, 'revision');
  if (owned && number === wanted) return;
  throw new AppError('conflict', 'The revisions changed during planning. Try again.');
}

/** The template in a ReplicaSet or ControllerRevision, without the label by which its controller distinguishes revisions. */
function templateOf(kept: RawObject, kind: ChangeTarget['kind']): RawObject {
  const { keptIn, hashLabel } = traitsOf(kind).revisions ?? {};
  const { $patch: _directive, ...template } =
    keptIn === 'ReplicaSet' ? recordAt(kept, 'spec', 'template') : recordAt(kept, 'data', 'spec', 'template');
  const metadata = recordAt(template, 'metadata');
  const labels = Object.entries(recordAt(metadata, 'labels')).filter(([label]) => label !== hashLabel);
  return { ...template, metadata: { ...metadata, labels: Object.fromEntries(labels) } };
}

/** Fields that mean no other change: the time of the last restart, and the label that repeats the version of the image. */
const IGNORED = /\[(?:kubectl\.kubernetes\.io\/restartedAt|app\.kubernetes\.io\/version)\]$/u;

function moreThanImages(diff: readonly FieldDiff[], template: string): Consequence[] {
  const others = diff.filter(
    ({ path }) => path.startsWith(template) && !path.endsWith('.image') && !IGNORED.test(path),
  );
  if (others.length === 0) return [];
  const fields = count(others.length, 'other field');
  return [
    {
      code: 'image',
      level: 'weigh',
      title: 'More than the image changes',
      sentence: `${fields} of the pod template ${others.length === 1 ? 'changes' : 'change'} with it: see the plan.`,
    },
  ];
}
