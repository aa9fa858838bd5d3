import type { RevisionDto } from '@/lib/model';
import { RelativeTime } from '../../time';
import type { WorkloadChoice } from '../change-choices';
import { ChoiceField } from '../choice-field';
import { fieldError } from '../field-error';
import type { ActionFieldsProps, ActionForm, Values } from './form';

export const rollbackForm: ActionForm<'rollback'> = {
  verb: 'Roll back',
  prominent: false,
  icon: 'back',
  preposition: 'in',
  passive: { cannot: 'be rolled back', can: 'rolled back' },
  values: ['revision'],
  fields: ['params.revision', 'reason'],
  fits: (workload) => earlierOf(workload).length > 0,
  unfit: 'its cluster keeps no earlier revision',
  note: ({ revisions }) => revisions.find(({ current }) => current)?.version ?? '',
  fill(workload, typed) {
    const earlier = earlierOf(workload);
    // A link may name a revision that runs by now, or that has another number by now: the next one may be what failed.
    const chosen =
      typed.revision === undefined ? earlier[0] : earlier.find(({ revision }) => revision === typed.revision);
    return { revision: chosen?.revision ?? '' };
  },
  fault: ({ revision = '' }) => (revision === '' ? 'Choose a revision.' : null),
  local: true,
  params: ({ revision = '' }) => ({ revision: Number(revision) }),
  query: ({ revision }) => ({ revision: String(revision) }),
  button: ({ title }) => title,
  Fields: RevisionField,
};

/** Revisions whose template the cluster keeps, except the current one; newest first. */
function earlierOf({ revisions }: Pick<WorkloadChoice, 'revisions'>): readonly RevisionDto[] {
  return revisions.filter(({ kept, current }) => kept && !current);
}

/** Why nothing is chosen though a revision was named; null where one is chosen. */
function missing({ revisions }: WorkloadChoice, filled: Values, typed: Values): string | null {
  if (filled.revision !== '' || typed.revision === undefined) return null;
  const named = revisions.find(({ revision }) => revision === typed.revision);
  const why = named?.current === true ? 'runs now' : 'is not kept any more';
  return `Revision ${typed.revision} ${why}. Choose a revision.`;
}

function RevisionField({ workload, filled, typed, error, autoFocus, onValues }: ActionFieldsProps) {
  return (
    <ChoiceField
      label="Revision"
      choices={workload.revisions
        .filter(({ kept }) => kept)
        .map(({ revision, version, createdAt, current }) => ({
          id: revision,
          label: version === null ? revision : `${revision} · ${version}`,
          note: current ? (
            'current'
          ) : createdAt === null ? undefined : (
            <RelativeTime at={createdAt} form="ago" />
          ),
          disabled: current,
        }))}
      value={filled.revision ?? ''}
      autoFocus={autoFocus}
      onChange={(revision) => onValues({ revision })}
      error={missing(workload, filled, typed) ?? fieldError('Revision', error?.field('params.revision'))}
    />
  );
}
