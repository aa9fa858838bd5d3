'use client';
import { useId, useState } from 'react';
import type { ChangeDetail } from '@/lib/model';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Form, TextAreaField } from '../ui/field';
import { CallFailed } from './dialog-footer';
import { fieldError } from './field-error';
import type { ChangeDecision } from './use-change-decision';

export interface RejectDialogProps {
  change: ChangeDetail;
  reject: ChangeDecision['reject'];
  onClose: () => void;
}

/** Rejects a plan, with a reason for the person who requested it. */
export function RejectDialog({ change, reject, onClose }: RejectDialogProps) {
  const formId = useId();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const send = (): void => {
    if (reason.trim() === '') {
      setMissing(true);
      return;
    }
    void reject.send({ id: change.id, reason }).then((accepted) => {
      if (accepted) onClose();
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Reject ${change.id}`}
      description={`${change.askedBy.name} requested it and will read the reason. Nothing is written.`}
      footer={
        <Button kind="main" type="submit" form={formId} pending={reject.pending}>
          Reject this plan
        </Button>
      }
    >
      <CallFailed error={reject.error} fields={['reason']} onAgain={send} />
      <Form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextAreaField
          label="Reason"
          value={reason}
          maxLength={2000}
          onChange={(text) => {
            setReason(text);
            setMissing(false);
          }}
          error={
            missing
              ? 'Reason must not be empty: the requester needs it to decide what to do.'
              : fieldError('Reason', reject.error?.field('reason'))
          }
        />
      </Form>
    </Dialog>
  );
}
