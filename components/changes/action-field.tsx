import type { ChangeAction } from '@/lib/model';
import { ChoiceField } from './choice-field';
import { formOf, isAction, OFFERED_ACTIONS } from './kinds';

const CHOICES = OFFERED_ACTIONS.map((action) => ({ id: action, label: formOf(action).verb }));

/** The choice of the action. */
export function ActionField({
  value,
  onChange,
}: {
  value: ChangeAction;
  onChange: (action: ChangeAction) => void;
}) {
  return (
    <ChoiceField
      label="Action"
      inline
      choices={CHOICES}
      value={value}
      onChange={(chosen) => {
        if (isAction(chosen)) onChange(chosen);
      }}
    />
  );
}
