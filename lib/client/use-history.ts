'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Readiness, TopologyDifferences } from '@/lib/model';
import { api } from './api';
import { queryKeys } from './query-keys';

const AGAIN_AFTER_MS = 30_000;
/** How often the history of a current event is read again. */
const SOON_AGAIN_MS = 10_000;

/**
 * The history of a service's placements. `moved` is any value that changes with its health: then the history is read again, and the old
 * content is kept until the new one comes.
 */
export const useServiceHistory = (id: string, moved: string) =>
  useQuery({
    queryKey: queryKeys.history(id, moved),
    queryFn: ({ signal }) =>
      api.get(`/api/v1/services/${encodeURIComponent(id)}/history`, {
        schema: ({ serviceHistory }) => serviceHistory,
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_AFTER_MS,
  });

/** How many pods of a placement were ready in the last hour; `ready` is the stream's current count: when it changes, this is read again. */
export const useReadiness = (placement: string, ready: number, initial: Readiness | null) =>
  useQuery({
    queryKey: queryKeys.readiness(placement, ready),
    queryFn: ({ signal }) =>
      api.get('/api/v1/readiness', { schema: (schemas) => schemas.readiness, query: { placement }, signal }),
    placeholderData: (before) => before ?? initial ?? undefined,
    refetchInterval: AGAIN_AFTER_MS,
  });

/**
 * How many instances of a service were available in the last day, and which joined and left; read again when `moved` changes, and once
 * more soon after: the result of a probe is recorded up to a second after it is shown.
 */
export const useRegistryHistory = (name: string, moved: string) =>
  useQuery({
    queryKey: queryKeys.registryHistory(name, moved),
    queryFn: ({ signal }) =>
      api.get(`/api/v1/registry/services/${encodeURIComponent(name)}/history`, {
        schema: ({ registryHistory }) => registryHistory,
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: SOON_AGAIN_MS,
  });

/** How many instances of every service were available in the last day: one call for the whole list, sent after it is drawn. */
export const useRegistryAvailability = () =>
  useQuery({
    queryKey: queryKeys.registryAvailability,
    queryFn: ({ signal }) =>
      api.get('/api/v1/registry/availability', {
        schema: ({ registryAvailability }) => registryAvailability,
        signal,
      }),
    refetchInterval: 2 * AGAIN_AFTER_MS,
  });

/** The results of a service's probes in the last hour, of the first 500 probes; nothing is read before `wanted`. */
export const useRegistryLatency = (name: string, wanted: boolean) =>
  useQuery({
    queryKey: queryKeys.registryLatency(name),
    queryFn: ({ signal }) =>
      api.get(`/api/v1/registry/services/${encodeURIComponent(name)}/latency`, {
        schema: ({ registryLatency }) => registryLatency,
        query: { limit: 500 },
        signal,
      }),
    enabled: wanted,
    refetchInterval: AGAIN_AFTER_MS,
  });

/** Kept events of a placement that its cluster no longer has, newest first, by pages; nothing is read before `wanted`. */
export const useKeptEvents = (service: string, placement: string, wanted: boolean) =>
  useInfiniteQuery({
    queryKey: queryKeys.events(service, placement),
    queryFn: ({ pageParam, signal }) =>
      api.get(`/api/v1/services/${encodeURIComponent(service)}/events`, {
        schema: ({ eventsPage }) => eventsPage,
        query: { placement, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: wanted,
  });

/**
 * The differences of two sides of the map; read again from time to time. While another pair is loaded, the one before is kept; nothing is
 * read while a side is not chosen.
 */
export const useTopologyDifferences = (
  query: { readonly left: string; readonly right: string; readonly same: 'true' | undefined },
  initial: TopologyDifferences | null,
) =>
  useQuery({
    queryKey: queryKeys.differences(query),
    queryFn: ({ signal }) =>
      api.get('/api/v1/topology/differences', {
        schema: ({ topologyDifferences }) => topologyDifferences,
        query,
        signal,
      }),
    placeholderData: (before) => before ?? initial ?? undefined,
    enabled: query.left !== '' && query.right !== '',
    refetchInterval: SOON_AGAIN_MS,
  });

/** The services that depend on a service, directly and through others; read again from time to time instead of streaming the whole map. */
export const useDependents = (service: string) =>
  useQuery({
    queryKey: queryKeys.dependents(service),
    queryFn: ({ signal }) =>
      api.get(`/api/v1/services/${encodeURIComponent(service)}/dependents`, {
        schema: ({ dependents }) => dependents,
        signal,
      }),
    refetchInterval: AGAIN_AFTER_MS,
  });
