'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MadeRegistryToken, RegistryTokenDto, RegistryTokenRequest } from '@/lib/model';
import { api } from './api';
import type { ApiError } from './api-error';
import { idempotencyKey } from './mutations';
import { queryKeys } from './query-keys';

const PATH = '/api/v1/registry/tokens';
const AGAIN_AFTER_MS = 15_000;

/** Tokens of the registry by name; read again from time to time, as the instances that they cover change. */
export const useRegistryTokens = (initial: readonly RegistryTokenDto[]) =>
  useQuery({
    queryKey: queryKeys.registryTokens,
    queryFn: ({ signal }) => api.get(PATH, { schema: (schemas) => schemas.registryTokens, signal }),
    initialData: { items: [...initial], nextCursor: null },
    refetchInterval: AGAIN_AFTER_MS,
  });

/** Creates a token. Only this answer holds it: it is gone when the page drops it. */
export function useMakeRegistryToken() {
  const client = useQueryClient();
  return useMutation<MadeRegistryToken, ApiError, RegistryTokenRequest>({
    mutationFn: (body) =>
      api.post(PATH, {
        schema: (schemas) => schemas.madeRegistryToken,
        body,
        idempotencyKey: idempotencyKey(),
      }),
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.registryTokens }),
  });
}

export function useDeleteRegistryToken() {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, string>({
    mutationFn: (name) =>
      api.delete(`${PATH}/${encodeURIComponent(name)}`, { schema: ({ anything }) => anything }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.registryTokens }),
  });
}
