'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import type { ChangeDetail, ChangeRow } from '@/lib/model';
import { api } from './api';
import { queryKeys } from './query-keys';

/** The fields that decide who may do what with a Change: while they are equal, the permissions are too. */
function decidedBy({ state, approvalsGiven, approvalsNeeded, policy }: ChangeRow): string {
  return [state, approvalsGiven, approvalsNeeded, ...policy.map(({ met }) => met)].join();
}

/**
 * A Change as the stream shows it to everybody, with what this viewer may do: from the last answer (`answer`), and read again when its
 * state, its approvals or the requirements of its environment change. The progress of a rollout alone reads nothing. Until the new answer
 * comes the earlier one is shown; the server decides in any case.
 */
export function useChangeDetail(row: ChangeRow | null, answer: ChangeDetail | null): ChangeDetail | null {
  const id = row?.id ?? '';
  const decided = row === null ? '' : decidedBy(row);
  const isMoved = answer !== null && row !== null && decided !== decidedBy(answer);
  const { data } = useQuery({
    queryKey: queryKeys.change(id, decided),
    queryFn: isMoved
      ? ({ signal }) =>
          api.get(`/api/v1/changes/${encodeURIComponent(id)}`, { schema: ({ change }) => change, signal })
      : skipToken,
    placeholderData: (before) => (before?.id === id ? before : undefined),
    staleTime: Infinity,
  });
  if (row === null || answer === null) return null;
  return { ...row, may: isMoved ? (data ?? answer).may : answer.may };
}
