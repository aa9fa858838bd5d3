'use client';

import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { AgesMessage } from '@/lib/model';
import { ApiError } from './api-error';
import { browserPorts } from './browser-ports';
import { LiveStream } from './live-stream';
import { queryKeys } from './query-keys';
import { statusOf, type LiveStatus } from './status-store';

/** Refusals are answers: only a missing answer or a server's failure is worth asking again. */
function retry(failures: number, error: unknown): boolean {
  const passing = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
  return passing && failures < 2;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // `always`: a write that waited for the network would be sent later by itself, unseen and unasked.
      queries: { staleTime: 30_000, retry, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { retry, networkMode: 'always' },
    },
  });
}

interface Streaming {
  readonly stream: LiveStream;
  /** The status as the server rendered it, and as it must be hydrated. */
  readonly served: LiveStatus;
}

const StreamContext = createContext<Streaming | null>(null);

export interface LiveProviderProps {
  /** How old the clusters' pictures were when the page was rendered: the first paint is as honest as the stream. */
  readonly ages: AgesMessage;
  readonly children: ReactNode;
}

/** Holds what the tab knows and the one stream that keeps it fresh. Stands once, around all pages. */
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

/** The tab's stream. Throws outside of LiveProvider: a page that is not live must not look so. */
export function useLiveStream(): LiveStream {
  return useStreaming().stream;
}

/** State of the stream and the ages of the clusters, for the indicator. */
export function useLiveStatus(): LiveStatus {
  const { stream, served } = useStreaming();
  return useSyncExternalStore(stream.status.subscribe, stream.status.get, () => served);
}
