'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import type { ChangeDetail, ChangeRow } from '@/lib/model';
import { api } from './api';
import { queryKeys } from './query-keys';

/**
 * A Change as the stream shows it to everybody, with what this viewer may do: as they were answered last (`answer`), and asked again when
 * the Change moved since. Until then what they could do before is shown; the server decides whatever is pressed.
 */
export function useChangeDetail(row: ChangeRow | null, answer: ChangeDetail | null): ChangeDetail | null {
  const id = row?.id ?? '';
  const isMoved = row !== null && answer !== null && row.updatedAt !== answer.updatedAt;
  const { data } = useQuery({
    queryKey: queryKeys.change(id, row?.updatedAt ?? ''),
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
