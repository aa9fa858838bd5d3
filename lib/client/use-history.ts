'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Readiness, TopologyDifferences } from '@/lib/model';
import { api } from './api';
import { queryKeys } from './query-keys';

const AGAIN_AFTER_MS = 30_000;
/** Of what is looked at while it happens. */
const SOON_AGAIN_MS = 10_000;

/**
 * What became of a service's placements. `moved` is anything that changes when its health does: then it is read again, with the old
 * content kept until the new is there.
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

/** How many pods of a placement were ready in the last hour; `ready` is what the stream says now: when it moves, this is read again. */
export const useReadiness = (placement: string, ready: number, initial: Readiness | null) =>
  useQuery({
    queryKey: queryKeys.readiness(placement, ready),
    queryFn: ({ signal }) =>
      api.get('/api/v1/readiness', { schema: (schemas) => schemas.readiness, query: { placement }, signal }),
    placeholderData: (before) => before ?? initial ?? undefined,
    refetchInterval: AGAIN_AFTER_MS,
  });

/**
 * How many instances of a service were available in the last day, and what joined and left; read again when `moved` says so, and soon
 * after: what a probe found is written down up to a second after it is shown.
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

/** How many instances of every service were available in the last day: one question for a whole list, asked after it is drawn. */
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

/** What probes of a service heard in the last hour, of the first 500 that are asked; nothing is asked for before `wanted`. */
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

/** Events of a placement that are kept past their hour, newest first, a page at a time; nothing is asked for before `wanted`. */
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
 * What one side of the map has and the other has not; read again now and then. While another pair is compared, the one before stays;
 * nothing is asked for while a side is not chosen.
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

/** Who depends on a service, directly and through others; read again now and then, for the map of all is far larger. */
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
