import { Client } from 'pg';

/** The channels by which replicas of Pilothouse notify each other, with PostgreSQL's LISTEN and NOTIFY. */
export const CHANNELS = {
  changes: 'pilothouse_changes',
  catalog: 'pilothouse_catalog',
  registry: 'pilothouse_registry',
} as const;
export type NotifyChannel = keyof typeof CHANNELS;

/** `payload` is what was sent (`CH-12`); null: the connection was lost for some time, and any notification may have been missed. */
export type NotifyListener = (payload: string | null) => void;

/** A connection that receives notifications. */
export interface NotifyConnection {
  on(channel: NotifyChannel, listener: NotifyListener): () => void;
  /** Resolves when the server has confirmed LISTEN; each notification that is sent after that is received. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

const RETRY_MS = { first: 200, max: 10_000 };

/**
 * Listens on a connection of its own, opened with the first listener and opened again when it breaks. Each NOTIFY that this process or
 * another commits is received once.
 */
export function listenForNotify(connectionString: string): NotifyConnection {
  const listeners: Record<NotifyChannel, Set<NotifyListener>> = {
    changes: new Set(),
    catalog: new Set(),
    registry: new Set(),
  };
  let client: Client | undefined;
  let connecting: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let retryMs = RETRY_MS.first;
  let wasLost = false;
  let closed = false;

  const notify = (channel: NotifyChannel, payload: string | null) => {
    for (const listener of listeners[channel]) listener(payload);
  };

  const lost = () => {
    client = undefined;
    connecting = undefined;
    wasLost = true;
    if (closed || retry !== undefined) return;
    retry = setTimeout(() => {
      retry = undefined;
      void connect().catch(() => undefined);
    }, retryMs);
    retry.unref();
    retryMs = Math.min(retryMs * 2, RETRY_MS.max);
  };

  const connect = (): Promise<void> => (connecting ??= open());

  const open = async (): Promise<void> => {
    const next = new Client({ connectionString, connectionTimeoutMillis: 5000, keepAlive: true });
    let failed = false;
    const fail = () => {
      if (failed) return;
      failed = true;
      lost();
    };
    next.on('error', fail);
    next.on('end', fail);
    next.on('notification', ({ channel, payload }) => {
      for (const [name, wire] of Object.entries(CHANNELS))
        if (wire === channel) notify(name as NotifyChannel, payload ?? '');
    });
    try {
      await next.connect();
      for (const wire of Object.values(CHANNELS)) await next.query(`LISTEN ${wire}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      fail();
      throw error;
    }
    client = next;
    retryMs = RETRY_MS.first;
    if (!wasLost) return;
    wasLost = false;
    for (const name of Object.keys(CHANNELS)) notify(name as NotifyChannel, null);
  };

  return {
    on(channel, listener) {
      listeners[channel].add(listener);
      if (!closed && retry === undefined) void connect().catch(() => undefined);
      return () => listeners[channel].delete(listener);
    },
    ready: connect,
    async close() {
      closed = true;
      clearTimeout(retry);
      await connecting?.catch(() => undefined);
      await client?.end();
    },
  };
}
