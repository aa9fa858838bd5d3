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
import { useChangeRequest } from './use-change-request';

export interface ChangeDialogProps {
  action: ChangeAction;
  service: ServiceDetail;
  /** In the order of the environments. */
  placements: readonly PlacementSummary[];
  labels: ReadonlyMap<string, string>;
  /** Values from a link; empty texts where it has none. */
  preset: Preset;
  /** Called when another action is chosen. */
  onAction: (action: ChangeAction) => void;
  onClose: () => void;
}

/** Form, plan and progress of a Change, in one dialog over the service. To close it does not stop what is being executed. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { action, service, preset, onAction, onClose } = props;
  const formId = useId();
  // The data as they were when the dialog opened: the form must not change while it is being filled in.
  const [opened] = useState(props);
  const { choices, unfit } = useMemo(() => {
    const input = { ...opened, action };
    return { choices: choicesOf(input), unfit: unfitSentences(input) };
  }, [opened, action]);
  const [draft, setDraft] = useState(() => draftOf(preset));
  const requested = useChangeRequest();
  const form = formOf(action);
  const filled = fillDraft(action, choices, draft);
  const request = (): void => {
    if (filled !== null && !requested.request.pending) requested.request.send(requestOf(action, filled));
  };
  const heading = requested.change === null ? null : headingOf(requested.change);

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
      footer={filled === null ? undefined : <DialogFooter requested={requested} formId={formId} />}
    >
      {filled === null ? (
        <>
          <Form>
            <ActionField value={action} onChange={onAction} />
          </Form>
          <EmptyState title={`Nothing in ${service.name} can be ${form.passive.can}.`}>
            {unfit.join(' ')}
          </EmptyState>
        </>
      ) : requested.change === null ? (
        <>
          <CallFailed error={requested.request.error} fields={form.fields} onAgain={request} />
          <ChangeForm
            id={formId}
            action={action}
            choices={choices}
            draft={draft}
            filled={filled}
            unfit={unfit}
            error={requested.request.error}
            autoFocus={action === opened.action}
            onAction={(chosen) => {
              requested.request.forget();
              onAction(chosen);
            }}
            onDraft={setDraft}
            onSubmit={request}
          />
        </>
      ) : (
        <DialogPlan change={requested.change} requested={requested} />
      )}
    </Dialog>
  );
}
