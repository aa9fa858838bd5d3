'use client';

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import {
  registryServiceFromRows,
  serviceFromRows,
  type ChangeRow,
  type ChangeSummary,
  type ClusterSummary,
  type MapRow,
  type NowView,
  type RegistryDetailRow,
  type RegistryRow,
  type RegistryServiceDetail,
  type RolloutRow,
  type ServiceDetail,
  type ServiceRow,
  type ServiceSummary,
  type Snapshot,
  type Topic,
} from '@/lib/model';
import { prefer } from './apply-message';
import { useLiveStream } from './live-provider';
import { queryKeys } from './query-keys';

/**
 * The rows of a topic: from the server-rendered page first, then from the stream. The fresher one by `seq` is shown;
 * TanStack's own hydration, which compares clocks, is not used. Undefined only without `initial`, before the first snapshot.
 */
export function useTopic<T>(topic: Topic, initial?: Snapshot<T>): Snapshot<T> | undefined {
  const stream = useLiveStream();
  const client = useQueryClient();
  const { data: held } = useQuery<Snapshot<T>>({
    queryKey: queryKeys.live(topic),
    queryFn: skipToken,
    initialData: initial,
    staleTime: Infinity,
    // Unchanged rows keep their identity already; a deep comparison of 10,000 rows would cost more than the delta.
    structuralSharing: false,
  });
  useEffect(() => {
    if (initial) {
      const key = queryKeys.live(topic);
      client.setQueryData<Snapshot<T>>(key, (rows) => prefer(rows, initial, stream.epoch));
    }
    return stream.watch(topic);
  }, [client, stream, topic, initial]);
  return initial ? prefer(held, initial, stream.epoch) : held;
}

export const useServices = (initial: Snapshot<ServiceSummary>): readonly ServiceSummary[] =>
  (useTopic('services', initial) ?? initial).items;

export const useRollouts = (initial: Snapshot<RolloutRow>): readonly RolloutRow[] =>
  (useTopic('rollouts', initial) ?? initial).items;

export const useClusters = (initial: Snapshot<ClusterSummary>): readonly ClusterSummary[] =>
  (useTopic('clusters', initial) ?? initial).items;

export const useChanges = (initial: Snapshot<ChangeSummary>): readonly ChangeSummary[] =>
  (useTopic('changes', initial) ?? initial).items;

export const useTopology = (initial: Snapshot<MapRow>): readonly MapRow[] =>
  (useTopic('topology', initial) ?? initial).items;

export const useRegistry = (initial: Snapshot<RegistryRow>): readonly RegistryRow[] =>
  (useTopic('registry', initial) ?? initial).items;

/** Null: it does not exist any more. */
export const useRegistryService = (
  id: string,
  initial: Snapshot<RegistryDetailRow>,
): RegistryServiceDetail | null => {
  const { items } = useTopic(`registry:${id}`, initial) ?? initial;
  return useMemo(() => registryServiceFromRows(items), [items]);
};

/** Null: it does not exist any more. */
export const useService = (id: string, initial: Snapshot<ServiceRow>): ServiceDetail | null => {
  const { items } = useTopic(`service:${id}`, initial) ?? initial;
  return useMemo(() => serviceFromRows(items), [items]);
};

export const useChange = (id: string, initial: Snapshot<ChangeRow>): ChangeRow | null =>
  (useTopic(`change:${id}`, initial) ?? initial).items[0] ?? null;

/** Without `initial` (the navigation's counters) null until the first message of the stream. */
export const useNow = (initial?: Snapshot<NowView>): NowView | null =>
  (useTopic('now', initial) ?? initial)?.items[0] ?? null;
