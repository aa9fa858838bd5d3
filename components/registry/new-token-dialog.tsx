'use client';
import { useId, useState } from 'react';
import { useMakeRegistryToken } from '@/lib/client';
import type { MadeRegistryToken } from '@/lib/model';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Form, TextAreaField, TextField } from '../ui/field';
import { ErrorState } from '../ui/states';
import { EMPTY_TOKEN, servicesOf, tokenProblems, type TokenDraft } from './token-draft';

export interface NewTokenDialogProps {
  onClose: () => void;
  onMade: (token: MadeRegistryToken) => void;
}

type Field = keyof TokenDraft;

/** The form of a new token: its name and what it may register. Refusals of the server are shown below their field. */
export function NewTokenDialog({ onClose, onMade }: NewTokenDialogProps) {
  const formId = useId();
  const [draft, setDraft] = useState(EMPTY_TOKEN);
  const [left, setLeft] = useState<Readonly<Record<Field, boolean>>>({ name: false, services: false });
  const making = useMakeRegistryToken();
  const problems = tokenProblems(draft);
  const change = (field: Field) => (text: string) => {
    setDraft((before) => ({ ...before, [field]: text }));
    setLeft((before) => ({ ...before, [field]: false }));
    making.reset();
  };
  const leave = (field: Field) => () => {
    if (draft[field] !== '') setLeft((before) => ({ ...before, [field]: true }));
  };
  const refused = (field: Field): string | null =>
    making.error?.fields.find((each) => each.field.split('[')[0] === field)?.message ?? null;
  const errorOf = (field: Field): string | null => (left[field] ? problems[field] : null) ?? refused(field);
  const send = (): void => {
    setLeft({ name: true, services: true });
    if (problems.name !== null || problems.services !== null) return;
    const body = { name: draft.name.trim(), services: servicesOf(draft.services) };
    making.mutate(body, { onSuccess: onMade });
  };
  const failed = making.error !== null && refused('name') === null && refused('services') === null;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Create a registry token"
      description="It is shown once, when it is created. The audit log records that you created it."
      footer={
        <Button kind="main" type="submit" form={formId} pending={making.isPending}>
          Create the token
        </Button>
      }
    >
      {failed ? <ErrorState title="No token was shown.">{making.error.message}</ErrorState> : null}
      <Form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label="Name"
          value={draft.name}
          onChange={change('name')}
          onBlur={leave('name')}
          error={errorOf('name')}
          hint="Who will hold it: label-printers"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <TextAreaField
          label="Services"
          value={draft.services}
          onChange={change('services')}
          onBlur={leave('services')}
          error={errorOf('services')}
          hint="What it may register, one on each line: label-printer, or label-* for all names that begin with it"
          spellCheck={false}
          required
        />
      </Form>
    </Dialog>
  );
}
