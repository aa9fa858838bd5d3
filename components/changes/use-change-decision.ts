'use client';
import { useState } from 'react';
import {
  useApproveChange,
  useCancelChange,
  useChange,
  useChangeDetail,
  useExecuteChange,
  useRejectChange,
  type ApiError,
} from '@/lib/client';
import type { ChangeDetail, ChangeRow, Snapshot } from '@/lib/model';
import { fresher } from './change-words';

interface Call<V> {
  readonly send: (variables: V) => Promise<ChangeDetail>;
  readonly pending: boolean;
  readonly error: ApiError | null;
}

/** A Change as it is now, and the decisions about it. Each answer is shown at once; the stream follows. */
export function useChangeDecision(initial: Snapshot<ChangeRow>, rendered: ChangeDetail) {
  const live = useChange(rendered.id, initial);
  const [answer, setAnswer] = useState(rendered);
  const approve = useApproveChange();
  const reject = useRejectChange();
  const execute = useExecuteChange();
  const cancel = useCancelChange();

  /** Sends the decision, and answers whether it was accepted. A refusal stays with the call and is shown where it was sent. */
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
  const change = useChangeDetail(live && fresher<ChangeRow>(answer, live), answer);
  return {
    change,
    decision: {
      approve: deciding(approve),
      reject: deciding(reject),
      execute: deciding(execute),
      cancel: deciding(cancel),
    },
  };
}

export type ChangeDecision = ReturnType<typeof useChangeDecision>['decision'];
