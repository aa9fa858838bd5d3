'use client';

import { useMutation } from '@tanstack/react-query';
import type { ChangeDetail, ChangeRequest, EdgeVerdictRequest } from '@/lib/model';
import { api } from './api';
import type { ApiError } from './api-error';

interface Attempt<V> {
  readonly variables: V;
  readonly key: string;
}

/** 128 random bits. `crypto.randomUUID` is missing where a page is served over plain HTTP, as in a closed network. */
export function idempotencyKey(): string {
  const bits = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bits, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * One press of a button is one attempt with one key: retries of it carry the same, so that an answer that was lost is found
 * again and nothing happens twice. A new press is a new attempt.
 */
function useChangeCall<V>(pathOf: (variables: V) => string, bodyOf: (variables: V) => unknown) {
  const mutation = useMutation<ChangeDetail, ApiError, Attempt<V>>({
    mutationFn: ({ variables, key }) =>
      api.post(pathOf(variables), {
        schema: ({ change }) => change,
        body: bodyOf(variables),
        idempotencyKey: key,
      }),
  });
  return {
    send: (variables: V) => mutation.mutateAsync({ variables, key: idempotencyKey() }),
    pending: mutation.isPending,
    error: mutation.error,
    answer: mutation.data ?? null,
    reset: mutation.reset,
  };
}

const path = (id: string, verb: string): string => `/api/v1/changes/${encodeURIComponent(id)}/${verb}`;

/** Requests a Change; the answer carries its plan. `send` rejects with ApiError. */
export const useRequestChange = () =>
  useChangeCall<ChangeRequest>(
    () => '/api/v1/changes',
    (request) => request,
  );

/** Approves exactly the plan that was seen. */
export const useApproveChange = () =>
  useChangeCall<{ readonly id: string; readonly planHash: string; readonly reason?: string }>(
    ({ id }) => path(id, 'approve'),
    ({ planHash, reason }) => ({ planHash, reason }),
  );

export const useRejectChange = () =>
  useChangeCall<{ readonly id: string; readonly reason: string }>(
    ({ id }) => path(id, 'reject'),
    ({ reason }) => ({ reason }),
  );

/** Executes exactly the plan that was seen. */
export const useExecuteChange = () =>
  useChangeCall<{ readonly id: string; readonly planHash: string }>(
    ({ id }) => path(id, 'execute'),
    ({ planHash }) => ({ planHash }),
  );

export const useCancelChange = () =>
  useChangeCall<{ readonly id: string }>(
    ({ id }) => path(id, 'cancel'),
    () => ({}),
  );

/** Confirms or rejects an edge of the map, or withdraws a verdict; the stream then sends the changed map. */
export const useJudgeEdge = () =>
  useMutation<Pick<EdgeVerdictRequest, 'edge' | 'verdict'>, ApiError, EdgeVerdictRequest>({
    mutationFn: (body) =>
      api.post('/api/v1/topology/edges/verdict', {
        schema: ({ edgeVerdict }) => edgeVerdict,
        body,
        idempotencyKey: idempotencyKey(),
      }),
  });

/** A registered instance, by the service that it registered under. */
export interface ReportedInstance {
  readonly service: string;
  readonly id: string;
}

const instancePath = ({ service, id }: ReportedInstance): string =>
  `/api/v1/registry/instances/${encodeURIComponent(service)}/${encodeURIComponent(id)}`;

/** Removes an instance from the registry; if it still runs it may register again. */
export const useDeregister = () =>
  useMutation<unknown, ApiError, ReportedInstance>({
    mutationFn: (instance) => api.delete(instancePath(instance), { schema: ({ anything }) => anything }),
  });

/** Drains an instance, so that callers do not get it, or ends that; it stays registered. */
export const useDrain = () =>
  useMutation<unknown, ApiError, ReportedInstance & { readonly drained: boolean; readonly reason: string }>({
    mutationFn: ({ drained, reason, ...instance }) =>
      api.put(`${instancePath(instance)}/drain`, {
        schema: (shapes) => shapes.anything,
        body: { drained, reason },
      }),
  });
