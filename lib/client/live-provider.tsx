'use client';

import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { ApiError } from './api-error';
import { browserPorts } from './browser-ports';
import { LiveStream } from './live-stream';
import { queryKeys } from './query-keys';
import { NOT_YET, type LiveStatus } from './status-store';

/** Refusals are answers: only a missing answer or a server's failure is worth asking again. */
function retry(failures: number, error: unknown): boolean {
  const passing = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
  return passing && failures < 2;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry, refetchOnWindowFocus: false },
      mutations: { retry },
    },
  });
}

const StreamContext = createContext<LiveStream | null>(null);

/** Holds what the tab knows and the one stream that keeps it fresh. Stands once, around all pages. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <StreamProvider>{children}</StreamProvider>
    </QueryClientProvider>
  );
}

function StreamProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [stream] = useState(
    () =>
      new LiveStream(browserPorts, {
        get: (topic) => client.getQueryData(queryKeys.live(topic)),
        set: (topic, held) => client.setQueryData(queryKeys.live(topic), held),
      }),
  );
  useEffect(() => stream.start(), [stream]);
  return <StreamContext value={stream}>{children}</StreamContext>;
}

/** The tab's stream. Throws outside of LiveProvider: a page that is not live must not look so. */
export function useLiveStream(): LiveStream {
  const stream = useContext(StreamContext);
  if (!stream) throw new Error('useLiveStream stands outside of LiveProvider');
  return stream;
}

/** State of the stream and the ages of the clusters, for the indicator. */
export function useLiveStatus(): LiveStatus {
  const { status } = useLiveStream();
  return useSyncExternalStore(status.subscribe, status.get, () => NOT_YET);
}
