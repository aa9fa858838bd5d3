import { counted } from '../../list/counted';
import { NumberField } from '../../ui/number-field';
import { fieldError } from '../field-error';
import type { ActionFieldsProps, ActionForm } from './form';

export const scaleForm: ActionForm<'scale'> = {
  verb: 'Scale',
  prominent: true,
  icon: 'resize',
  preposition: 'in',
  passive: { cannot: 'be scaled', can: 'scaled' },
  values: ['replicas'],
  fields: ['params.replicas', 'reason'],
  note: ({ replicas }) => counted(replicas ?? 0, 'replica'),
  fill: ({ replicas }, typed) => ({ replicas: typed.replicas ?? String(replicas ?? '') }),
  fault: ({ replicas = '' }) => replicasError(replicas),
  // A text that is not a number is sent as NaN: the API refuses it and names the field.
  params: ({ replicas = '' }) => ({ replicas: Number(replicas.trim()) }),
  query: ({ replicas }) => ({ replicas: String(replicas) }),
  again: () => ({}),
  button: ({ target, params }) => `Scale ${target.name} to ${params.replicas.toLocaleString('en')}`,
  Fields: ReplicasField,
};

function ReplicasField({ workload, filled, judged, error, autoFocus, onValues, onLeave }: ActionFieldsProps) {
  const { replicas = '' } = filled;
  const wrong = judged ? replicasError(replicas) : null;
  return (
    <NumberField
      label="Replicas"
      value={replicas}
      autoFocus={autoFocus}
      min={0}
      max={1000}
      onChange={(typed) => onValues({ replicas: typed })}
      onBlur={onLeave}
      error={wrong ?? fieldError('Replicas', error?.field('params.replicas'))}
      hint={`${workload.replicas ?? 0} now.`}
    />
  );
}

/** What is wrong with a number of replicas as typed; null when nothing is. An environment may allow less. */
export function replicasError(text: string): string | null {
  const fine = /^\d{1,4}$/.test(text.trim()) && Number(text) <= 1000;
  return fine ? null : 'Replicas must be a whole number, 0 to 1,000.';
}
