'use client';

import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { AgesMessage } from '@/lib/model';
import { ApiError } from './api-error';
import { browserPorts } from './browser-ports';
import { LiveStream } from './live-stream';
import { queryKeys } from './query-keys';
import { statusOf, type LiveStatus } from './status-store';

/** Whether a query is repeated: only without an answer, or after a failure of the server, not after a refusal. */
function retry(failures: number, error: unknown): boolean {
  const passing = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
  return passing && failures < 2;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // `always`: otherwise a write without a network would be sent later, without the user's knowledge.
      queries: { staleTime: 30_000, retry, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { retry, networkMode: 'always' },
    },
  });
}

interface Streaming {
  readonly stream: LiveStream;
  /** The status that the server rendered, which hydration must repeat. */
  readonly served: LiveStatus;
}

const StreamContext = createContext<Streaming | null>(null);

export interface LiveProviderProps {
  /** The ages of the clusters' pictures when the page was rendered, so that the first paint shows them. */
  readonly ages: AgesMessage;
  readonly children: ReactNode;
}

/** Provides the tab's query cache and the one stream that updates it. Used once, around all pages. */
export function LiveProvider(props: LiveProviderProps) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <StreamProvider {...props} />
    </QueryClientProvider>
  );
}

function StreamProvider({ ages, children }: LiveProviderProps) {
  const client = useQueryClient();
  const [streaming] = useState<Streaming>(() => ({
    stream: new LiveStream(
      browserPorts,
      {
        get: (topic) => client.getQueryData(queryKeys.live(topic)),
        set: (topic, held) => client.setQueryData(queryKeys.live(topic), held),
      },
      statusOf(ages, browserPorts.now()),
    ),
    served: statusOf(ages, Date.parse(ages.at)),
  }));
  useEffect(() => streaming.stream.start(), [streaming]);
  return <StreamContext value={streaming}>{children}</StreamContext>;
}

function useStreaming(): Streaming {
  const streaming = useContext(StreamContext);
  if (!streaming) throw new Error('the live stream is used outside of LiveProvider');
  return streaming;
}

/** The tab's stream. Throws outside of LiveProvider. */
export function useLiveStream(): LiveStream {
  return useStreaming().stream;
}

/** State of the stream and the ages of the clusters, for the indicator. */
export function useLiveStatus(): LiveStatus {
  const { stream, served } = useStreaming();
  return useSyncExternalStore(stream.status.subscribe, stream.status.get, () => served);
}
