'use client';
import Link from 'next/link';
import type { ApiError } from '@/lib/client';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/states';
import { isEnded, isExecuted } from './change-state';
import { deedOf } from './change-words';
import type { ChangeDeed } from './use-change-deed';

/** The next step as one button, and the way back. */
export function DialogFooter({ deed, formId }: { deed: ChangeDeed; formId: string }) {
  const { change, request, execute, cancel } = deed;
  // With keys: without them a button could turn into another one while it is pressed, and do the other's action.
  if (change === null) {
    return (
      <Button key="ask" kind="main" type="submit" form={formId} pending={request.pending}>
        Show the plan
      </Button>
    );
  }
  const { id, state, may } = change;
  if (state === 'planned') {
    return (
      <>
        <Button key="back" onClick={deed.back}>
          Back
        </Button>
        <Button key="execute" kind="main" pending={execute.pending} onClick={() => execute.send(change)}>
          {deedOf(change)}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className="dialog__note">
        {isEnded(state) ? 'It is kept as ' : 'It goes on by itself as '}
        <Link href={`/changes/${id}`}>{id}</Link>.
      </p>
      {isExecuted(state) || !may.cancel.allowed ? null : (
        <Button key="cancel" pending={cancel.pending} onClick={() => cancel.send(id)}>
          Cancel this change
        </Button>
      )}
      {state === 'void' || state === 'cancelled' || state === 'expired' ? (
        <Button key="back" onClick={deed.back}>
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

/** What a call failed of; nothing when every fault stands beneath its field. */
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
