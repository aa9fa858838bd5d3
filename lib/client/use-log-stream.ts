'use client';
import { useEffect, useRef } from 'react';
import { browserPorts } from './browser-ports';
import { LogStream, type LogListener } from './log-stream';

const ports = {
  ...browserPorts,
  fetch: (url: string, signal: AbortSignal) =>
    fetch(url, { signal, credentials: 'same-origin', cache: 'no-store' }),
};

/** Keeps the logs of a query open while the caller is mounted; another query opens another stream, null none. */
export function useLogStream(query: string | null, listener: LogListener): void {
  const current = useRef(listener);
  useEffect(() => {
    current.current = listener;
  });
  useEffect(() => {
    if (query === null) return;
    const stream = new LogStream(
      Object.fromEntries(new URLSearchParams(query)),
      {
        message: (message) => current.current.message(message),
        state: (state) => current.current.state(state),
      },
      ports,
    );
    return stream.start();
  }, [query]);
}
