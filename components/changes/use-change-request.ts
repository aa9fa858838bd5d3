'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useCancelChange, useExecuteChange, useRequestChange } from '@/lib/client';
import type { ChangeDetail, ChangeRequest } from '@/lib/model';
import { useLiveChange } from './use-live-change';

/**
 * One Change from its request on: it can be planned, executed and cancelled. A plan that was only looked at is cancelled when the person
 * goes back or leaves; what is already requested continues.
 */
export function useChangeRequest() {
  const [answer, setAnswer] = useState<ChangeDetail | null>(null);
  const change = useLiveChange(answer);
  const request = useRequestChange();
  const execute = useExecuteChange();
  const cancel = useCancelChange();

  // The plan that leaving must cancel: from its answer until its execution is requested.
  const draft = useRef<string | null>(null);
  const withdraw = useRef(cancel.send);
  useEffect(() => {
    withdraw.current = cancel.send;
  });
  const gone = useRef(false);
  const drop = useCallback(() => {
    const id = draft.current;
    draft.current = null;
    // A plan that could not be cancelled writes nothing and expires within the hour.
    if (id !== null) withdraw.current({ id }).catch(() => undefined);
  }, []);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      drop();
    };
  }, [drop]);

  return {
    change,
    request: {
      pending: request.pending,
      error: request.error,
      /** An error of another action does not belong to this one. */
      forget: request.reset,
      send: (wanted: ChangeRequest): void => {
        request.send(wanted).then(
          (answer) => {
            draft.current = answer.state === 'planned' ? answer.id : null;
            if (gone.current) drop();
            else setAnswer(answer);
          },
          // The error stays with the call and is shown where it was sent.
          () => undefined,
        );
      },
    },
    execute: {
      pending: execute.pending,
      error: execute.error,
      /** The error of the plan that is shown. */
      send: ({ id, plan }: Pick<ChangeDetail, 'id' | 'plan'>): void => {
        draft.current = null;
        execute.send({ id, planHash: plan.hash }).then(setAnswer, () => {
          draft.current = id;
        });
      },
    },
    cancel: {
      pending: cancel.pending,
      error: cancel.error,
      send: (id: string): void => {
        draft.current = null;
        cancel.send({ id }).then(setAnswer, () => undefined);
      },
    },
    /** Back to the form: the plan is cancelled, what was typed stays. */
    back: (): void => {
      drop();
      setAnswer(null);
      request.reset();
      execute.reset();
    },
  };
}

export type DialogRequest = ReturnType<typeof useChangeRequest>;
