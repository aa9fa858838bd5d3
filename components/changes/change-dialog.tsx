'use client';
import { useId, useMemo, useState } from 'react';
import type { ChangeAction, PlacementSummary, ServiceDetail } from '@/lib/model';
import { Dialog } from '../ui/dialog';
import { Form } from '../ui/field';
import { EmptyState } from '../ui/states';
import { ActionField } from './action-field';
import { choicesOf, unfitSentences } from './change-choices';
import { draftOf, fillDraft, requestOf, type Preset } from './change-draft';
import { ChangeForm } from './change-form';
import { headingOf } from './change-words';
import { CallFailed, DialogFooter } from './dialog-footer';
import { DialogPlan } from './dialog-plan';
import { formOf } from './kinds';
import { useChangeDeed } from './use-change-deed';

export interface ChangeDialogProps {
  action: ChangeAction;
  service: ServiceDetail;
  /** In the order of the environments. */
  placements: readonly PlacementSummary[];
  labels: ReadonlyMap<string, string>;
  /** What a link filled in; empty texts where it did not. */
  preset: Preset;
  /** Another action was chosen. */
  onAction: (action: ChangeAction) => void;
  onClose: () => void;
}

/** Form, plan, and what comes of it, in one dialog over the service. Closing it ends nothing that was executed. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { action, service, preset, onAction, onClose } = props;
  const formId = useId();
  // As it stood when the dialog opened: the form must not move under the hands of the one who fills it.
  const [opened] = useState(props);
  const { choices, unfit } = useMemo(() => {
    const input = { ...opened, action };
    return { choices: choicesOf(input), unfit: unfitSentences(input) };
  }, [opened, action]);
  const [draft, setDraft] = useState(() => draftOf(preset));
  const deed = useChangeDeed();
  const form = formOf(action);
  const filled = fillDraft(action, choices, draft);
  const ask = (): void => {
    if (filled !== null && !deed.request.pending) deed.request.send(requestOf(action, filled));
  };
  const heading = deed.change === null ? null : headingOf(deed.change);

  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={
        heading === null ? (
          `${form.verb} ${service.name}`
        ) : (
          <>
            {heading.title} <span className="nowrap">{heading.place}</span>
          </>
        )
      }
      footer={filled === null ? undefined : <DialogFooter deed={deed} formId={formId} />}
    >
      {filled === null ? (
        <>
          <Form>
            <ActionField value={action} onChange={onAction} />
          </Form>
          <EmptyState title={`Nothing of ${service.name} can be ${form.passive.can}.`}>
            {unfit.join(' ')}
          </EmptyState>
        </>
      ) : deed.change === null ? (
        <>
          <CallFailed error={deed.request.error} fields={form.fields} onAgain={ask} />
          <ChangeForm
            id={formId}
            action={action}
            choices={choices}
            draft={draft}
            filled={filled}
            unfit={unfit}
            error={deed.request.error}
            autoFocus={action === opened.action}
            onAction={(chosen) => {
              deed.request.forget();
              onAction(chosen);
            }}
            onDraft={setDraft}
            onSubmit={ask}
          />
        </>
      ) : (
        <DialogPlan change={deed.change} deed={deed} />
      )}
    </Dialog>
  );
}
