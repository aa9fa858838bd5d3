import type { RevisionDto } from '@/lib/model';
import { RelativeTime } from '../../time';
import type { WorkloadChoice } from '../change-choices';
import { ChoiceField } from '../choice-field';
import { fieldError } from '../field-error';
import type { ActionFieldsProps, ActionForm } from './form';

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
    const chosen = earlier.find(({ revision }) => revision === typed.revision) ?? earlier[0];
    return { revision: chosen?.revision ?? '' };
  },
  params: ({ revision = '' }) => ({ revision: Number(revision) }),
  query: ({ revision }) => ({ revision: String(revision) }),
  button: ({ title }) => title,
  Fields: RevisionField,
};

/** Revisions whose template the cluster keeps, except the current one; newest first. */
function earlierOf({ revisions }: Pick<WorkloadChoice, 'revisions'>): readonly RevisionDto[] {
  return revisions.filter(({ kept, current }) => kept && !current);
}

function RevisionField({ workload, filled, error, autoFocus, onValues }: ActionFieldsProps) {
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
      error={fieldError('Revision', error?.field('params.revision'))}
    />
  );
}
