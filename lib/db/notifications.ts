import { Client } from 'pg';

/** What the replicas of Pilothouse tell each other through PostgreSQL's LISTEN and NOTIFY. */
export const CHANNELS = {
  changes: 'pilothouse_changes',
  catalog: 'pilothouse_catalog',
  registry: 'pilothouse_registry',
} as const;
export type Channel = keyof typeof CHANNELS;

/** `payload` is what was sent (`CH-12`); null: the connection was lost for a while and anything may have been missed. */
export type NotificationListener = (payload: string | null) => void;

export interface Notifications {
  on(channel: Channel, listener: NotificationListener): () => void;
  /** Resolves when the server confirmed that it listens; a notification sent after that is heard. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

const RETRY_MS = { first: 200, max: 10_000 };

/**
 * Listens on a connection of its own, made with the first listener and made again when it breaks. Whoever commits a NOTIFY, this
 * process or another, is heard once.
 */
export function createNotifications(connectionString: string): Notifications {
  const listeners: Record<Channel, Set<NotificationListener>> = {
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

  const tell = (channel: Channel, payload: string | null) => {
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
        if (wire === channel) tell(name as Channel, payload ?? '');
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
    for (const name of Object.keys(CHANNELS)) tell(name as Channel, null);
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
