'use client';
import { useId, useState } from 'react';
import { useDrain, type ReportedInstance } from '@/lib/client';
import type { RegistryInstance } from '@/lib/model';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Form, TextAreaField } from '../ui/field';
import { ErrorState } from '../ui/states';

export interface InstanceActionProps {
  instance: RegistryInstance;
  /** Why the viewer may not do it; null where they may. */
  refused: string | null;
  onDone: (sentence: string) => void;
}

/**
 * Drains an instance that registered itself, with a reason, so that it is not in the registry's answers, or ends that. For what Kubernetes reports
 * there is no such action.
 */
export function InstanceAction({ instance, refused, onDone }: InstanceActionProps) {
  const [open, setOpen] = useState(false);
  const { registered, drained } = instance;
  if (registered === null) return null;
  return (
    <>
      <Button
        disabled={refused !== null}
        title={refused ?? undefined}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {drained === null ? 'Drain' : 'End draining'}
      </Button>
      {open ? (
        <DrainDialog
          reported={registered}
          isOut={drained !== null}
          onClose={() => setOpen(false)}
          onDone={(sentence) => {
            setOpen(false);
            onDone(sentence);
          }}
        />
      ) : null}
    </>
  );
}

interface DrainDialogProps {
  reported: ReportedInstance;
  isOut: boolean;
  onClose: () => void;
  onDone: (sentence: string) => void;
}

function DrainDialog({ reported, isOut, onClose, onDone }: DrainDialogProps) {
  const formId = useId();
  const [reason, setReason] = useState('');
  const drain = useDrain();
  const label = isOut ? `End draining ${reported.id}` : `Drain ${reported.id}`;
  const send = (): void =>
    drain.mutate(
      { ...reported, drained: !isOut, reason: reason.trim() },
      {
        onSuccess: () =>
          onDone(
            isOut
              ? `${reported.id} no longer drains: callers of ${reported.service} get it again.`
              : `${reported.id} is drained: callers of ${reported.service} no longer get it.`,
          ),
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={label}
      description={
        isOut
          ? `Callers of ${reported.service} get it again while its checks pass.`
          : `Callers of ${reported.service} no longer get it. It stays registered and continues to report.`
      }
      footer={
        <Button kind="main" type="submit" form={formId} pending={drain.isPending}>
          {label}
        </Button>
      }
    >
      {drain.error === null ? null : (
        <ErrorState title={`${reported.id} was not changed.`}>{drain.error.message}</ErrorState>
      )}
      <Form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {isOut ? null : <TextAreaField label="Reason" value={reason} maxLength={500} onChange={setReason} />}
      </Form>
    </Dialog>
  );
}
