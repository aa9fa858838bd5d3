import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient, type Prisma } from './generated/client';
import { listenForNotify, type NotifyChannel, type NotifyListener } from './listen-notify';

/** A database transaction, or the client itself where one statement is enough. */
export type Tx = Prisma.TransactionClient;

/** Pilothouse's database. Only the files of lib/db use `client`; other code calls their functions. */
export interface Db {
  readonly client: PrismaClient;
  /** Runs `work` in a transaction. Rolls back when it throws, and throws the same error. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls back when this process or another committed a notification on the channel. The return value unsubscribes. */
  onNotify(channel: NotifyChannel, listener: NotifyListener): () => void;
  /** Resolves when notifications are received. */
  listening(): Promise<void>;
  /** Whether the database answers now; for `/readyz`. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DbOptions {
  readonly connectionString: string;
  /** The most connections; one more is used for notifications. */
  readonly poolSize?: number;
}

/** How long is waited for a connection, a statement and a transaction. */
const TIMEOUT_MS = { connect: 5000, statement: 30_000, transaction: 20_000 };

/** Opens the database: nothing is connected before the first use. */
export function createDb({ connectionString, poolSize = 10 }: DbOptions): Db {
  const pool = new Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: TIMEOUT_MS.connect,
    statement_timeout: TIMEOUT_MS.statement,
  });
  // An idle connection that breaks is replaced by the pool at the next use; without a listener the event would end the process.
  pool.on('error', () => undefined);
  const client = new PrismaClient({ adapter: new PrismaPg(pool) });
  const notifications = listenForNotify(connectionString);
  return {
    client,
    transaction: (work) =>
      client.$transaction(work, { maxWait: TIMEOUT_MS.connect, timeout: TIMEOUT_MS.transaction }),
    onNotify: (channel, listener) => notifications.on(channel, listener),
    listening: () => notifications.ready(),
    isReachable: () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    async close() {
      await notifications.close();
      await client.$disconnect();
      await pool.end();
    },
  };
}
