import { useState } from 'react';
import { useJudgeEdge } from '@/lib/client';
import type { EdgeVerdictRequest, MapEdge } from '@/lib/model';
import { RelativeTime } from '../time';
import { Actions, Button } from '../ui/button';
import { Field } from '../ui/field';

/** A person's verdict on an edge, and the form to give one: with a reason, by a lead of either end or an administrator. */
export function EdgeVerdict({ edge: { id, verdict } }: { edge: MapEdge }) {
  const judge = useJudgeEdge();
  const [asked, setAsked] = useState<'confirmed' | 'rejected' | null>(null);
  const [reason, setReason] = useState('');
  const say = (word: EdgeVerdictRequest['verdict'], why: string): void => {
    judge.mutate(
      { edge: id, verdict: word, reason: why },
      {
        onSuccess: () => {
          setAsked(null);
          setReason('');
        },
      },
    );
  };
  return (
    <div className="edge-verdict">
      {verdict === null ? null : (
        <p className="muted">
          {verdict.verdict === 'confirmed' ? 'Confirmed' : 'Rejected'} by {verdict.by},{' '}
          <RelativeTime at={verdict.at} form="ago" />: {verdict.reason}{' '}
          <Button kind="link" pending={judge.isPending} onClick={() => say('withdrawn', 'Withdrawn.')}>
            Withdraw
          </Button>
        </p>
      )}
      {verdict !== null ? null : asked === null ? (
        <Actions>
          <Button kind="link" onClick={() => setAsked('confirmed')}>
            It is right
          </Button>
          <Button kind="link" onClick={() => setAsked('rejected')}>
            It is wrong
          </Button>
        </Actions>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            say(asked, reason);
          }}
        >
          <Field
            label={asked === 'confirmed' ? 'Why it is right' : 'Why it is wrong'}
            error={judge.error?.message}
          >
            {(field) => (
              <input
                {...field}
                className="input"
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <Actions>
            <Button type="submit" pending={judge.isPending} disabled={reason.trim() === ''}>
              {asked === 'confirmed' ? 'Confirm this edge' : 'Reject this edge'}
            </Button>
            <Button kind="link" onClick={() => setAsked(null)}>
              Cancel
            </Button>
          </Actions>
        </form>
      )}
      {judge.isError && asked === null ? (
        <p role="alert" className="error">
          {judge.error.message}
        </p>
      ) : null}
    </div>
  );
}
