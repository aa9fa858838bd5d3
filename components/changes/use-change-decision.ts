'use client';
import { useState } from 'react';
import {
  useApproveChange,
  useCancelChange,
  useChange,
  useExecuteChange,
  useRejectChange,
  type ApiError,
} from '@/lib/client';
import type { ChangeDetail, Snapshot } from '@/lib/model';
import { fresher } from './change-words';

interface Call<V> {
  readonly send: (variables: V) => Promise<ChangeDetail>;
  readonly pending: boolean;
  readonly error: ApiError | null;
}

/** A Change as it stands now, and the decisions about it. Each answer is shown at once; the stream follows. */
export function useChangeDecision(id: string, initial: Snapshot<ChangeDetail>) {
  const live = useChange(id, initial);
  const [answer, setAnswer] = useState<ChangeDetail | null>(null);
  const approve = useApproveChange();
  const reject = useRejectChange();
  const execute = useExecuteChange();
  const cancel = useCancelChange();

  /** Sends; whether it was accepted. A refusal stays with the call and is shown where it was sent. */
  const deciding = <V>({ send, pending, error }: Call<V>) => ({
    pending,
    error,
    send: (variables: V): Promise<boolean> =>
      send(variables).then(
        (change) => {
          setAnswer(change);
          return true;
        },
        () => false,
      ),
  });
  return {
    change: live === null || answer === null ? live : fresher(answer, live),
    decision: {
      approve: deciding(approve),
      reject: deciding(reject),
      execute: deciding(execute),
      cancel: deciding(cancel),
    },
  };
}

export type ChangeDecision = ReturnType<typeof useChangeDecision>['decision'];
