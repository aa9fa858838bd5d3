'use client';
import Link from 'next/link';
import type { ApiError } from '@/lib/client';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/states';
import { isEnded, isExecuted } from './change-state';
import { executeLabel } from './change-words';
import type { DialogRequest } from './use-change-request';

/** The next step as one button, and the way back. */
export function DialogFooter({ requested, formId }: { requested: DialogRequest; formId: string }) {
  const { change, request, execute, cancel } = requested;
  // With keys: without them a button could turn into another one while it is pressed, and do the other's action.
  if (change === null) {
    return (
      <Button key="plan" kind="main" type="submit" form={formId} pending={request.pending}>
        Show the plan
      </Button>
    );
  }
  const { id, state, may } = change;
  if (state === 'planned') {
    return (
      <>
        <Button key="back" onClick={requested.back}>
          Back
        </Button>
        <Button key="execute" kind="main" pending={execute.pending} onClick={() => execute.send(change)}>
          {executeLabel(change)}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className="dialog__note">
        {isEnded(state) ? 'Its record is ' : 'Follow it at '}
        <Link href={`/changes/${id}`}>{id}</Link>.
      </p>
      {isExecuted(state) || !may.cancel.allowed ? null : (
        <Button key="cancel" pending={cancel.pending} onClick={() => cancel.send(id)}>
          Cancel this change
        </Button>
      )}
      {state === 'void' || state === 'cancelled' || state === 'expired' ? (
        <Button key="back" onClick={requested.back}>
          Back
        </Button>
      ) : null}
    </>
  );
}

export interface CallFailedProps {
  error: ApiError | null;
  /** Fields that show their own errors. */
  fields?: readonly string[];
  onAgain: () => void;
}

/** Why a call failed; nothing when every error is shown below its field. */
export function CallFailed({ error, fields = [], onAgain }: CallFailedProps) {
  if (error === null) return null;
  const others = error.fields.filter(({ field }) => !fields.includes(field));
  if (error.fields.length > 0 && others.length === 0) return null;
  return (
    <ErrorState title={error.sentence} action={<Button onClick={onAgain}>Try again</Button>}>
      {others
        .filter(({ message }) => message !== error.sentence)
        .map(({ field, message }) => `${field}: ${message}.`)
        .join(' ')}
    </ErrorState>
  );
}
