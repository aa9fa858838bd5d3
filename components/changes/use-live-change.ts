'use client';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryKeys, useChangeDetail, useLiveStream } from '@/lib/client';
import type { ChangeDetail, ChangeRow, Snapshot, Topic } from '@/lib/model';
import { fresher } from './change-words';

const topicOf = (id: string): Topic => `change:${id}`;

/**
 * A Change that this page requested, live from its answer on. The stream may be behind the answer of a call, so the later of both is
 * shown.
 */
export function useLiveChange(answer: ChangeDetail | null): ChangeDetail | null {
  const stream = useLiveStream();
  const id = answer?.id ?? null;
  const { data } = useQuery<Snapshot<ChangeRow>>({
    queryKey: id === null ? ['live', 'no change'] : queryKeys.live(topicOf(id)),
    queryFn: skipToken,
    staleTime: Infinity,
    structuralSharing: false,
  });
  useEffect(() => (id === null ? undefined : stream.watch(topicOf(id))), [stream, id]);
  const row = answer && fresher<ChangeRow>(answer, data?.items[0] ?? null);
  return useChangeDetail(row, answer);
}
