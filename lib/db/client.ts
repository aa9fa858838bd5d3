import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient, type Prisma } from './generated/client';
import { createNotifications, type Channel, type NotificationListener } from './notifications';

/** A database transaction, or the client itself where one statement is enough. */
export type Tx = Prisma.TransactionClient;

/** Pilothouse's database. The files of lib/db use `client`; everyone else calls their functions. */
export interface Db {
  readonly client: PrismaClient;
  /** All of it or nothing. Rolls back when `work` throws, and throws that. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls back when this process or another committed a change of the Changes or of the catalog; the return value undoes it. */
  onNotify(channel: Channel, listener: NotificationListener): () => void;
  /** Resolves once notifications are heard. */
  listening(): Promise<void>;
  /** Whether the database answers now; for `/readyz`. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DbOptions {
  readonly connectionString: string;
  /** Connections at most; one more is kept for notifications. */
  readonly poolSize?: number;
}

/** A connection that waits longer than this for its turn or its answer is given up. */
const TIMEOUT_MS = { connect: 5000, statement: 30_000, transaction: 20_000 };

/** Opens the database: nothing is connected before the first use. */
export function createDb({ connectionString, poolSize = 10 }: DbOptions): Db {
  const pool = new Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: TIMEOUT_MS.connect,
    statement_timeout: TIMEOUT_MS.statement,
  });
  // An idle connection that breaks is replaced by the pool at the next use; unheard, the event would end the process.
  pool.on('error', () => undefined);
  const client = new PrismaClient({ adapter: new PrismaPg(pool) });
  const notifications = createNotifications(connectionString);
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
