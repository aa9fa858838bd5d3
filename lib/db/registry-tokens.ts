import type { Actor } from '@/lib/model';
import type { Db, Tx } from './client';
import { CHANNELS } from './listen-notify';
import { storableText } from './text';

/** A token of the registry as it is kept: its SHA-256 in hex, never the token. */
export interface KeptRegistryToken {
  readonly name: string;
  readonly hash: string;
  readonly services: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Date;
  /** As last recorded; null: never. */
  readonly lastUsedAt: Date | null;
}

export async function listRegistryTokens(db: Pick<Db, 'client'>): Promise<KeptRegistryToken[]> {
  const rows = await db.client.registryToken.findMany({ orderBy: { name: 'asc' } });
  return rows.map(({ name, hash, services, createdByName, createdAt, lastUsedAt }) => ({
    name,
    hash,
    services,
    createdBy: createdByName,
    createdAt,
    lastUsedAt,
  }));
}

/** Keeps a token, in the transaction of its audit record; false where there is one of that name. Notifies every process. */
export async function createRegistryToken(
  tx: Tx,
  token: Omit<KeptRegistryToken, 'createdBy' | 'lastUsedAt'>,
  actor: Pick<Actor, 'id' | 'name'>,
): Promise<boolean> {
  const { name, hash, services, createdAt } = token;
  const { count } = await tx.registryToken.createMany({
    data: {
      name,
      hash,
      services: [...services],
      createdById: actor.id,
      createdByName: storableText(actor.name),
      createdAt,
    },
    skipDuplicates: true,
  });
  if (count > 0) await notifyTokens(tx);
  return count > 0;
}

/** False: there is no token of that name. */
export async function deleteRegistryToken(tx: Tx, name: string): Promise<boolean> {
  const { count } = await tx.registryToken.deleteMany({ where: { name } });
  if (count > 0) await notifyTokens(tx);
  return count > 0;
}

/** Records when tokens were last used, by their hashes; a later time that another process recorded is kept. */
export async function recordTokenUse(
  db: Pick<Db, 'client'>,
  used: readonly { readonly hash: string; readonly at: Date }[],
): Promise<void> {
  await db.client.$executeRaw`
    UPDATE registry_tokens SET last_used_at = used.at
    FROM jsonb_to_recordset(${JSON.stringify(used)}::jsonb) AS used(hash text, at timestamptz(3))
    WHERE registry_tokens.hash = used.hash
      AND (registry_tokens.last_used_at IS NULL OR registry_tokens.last_used_at < used.at)`;
}

async function notifyTokens(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANNELS.registry}, 'tokens')`;
}
