import { listRegistryTokens } from '@/lib/db/registry-tokens';
import { AppError, type RegisteredPicture, type RegistryTokenDto } from '@/lib/model';
import { mayBeRegisteredBy, mayKeepRegistryTokens } from '@/lib/policy';
import { seesEverything } from '@/lib/views/seen';
import type { ReadContext } from '../context';

/** What this process knows of the use of tokens and has not yet written down. */
export interface TokenUse {
  /** Milliseconds since 1970; null: never. */
  lastUsedAt(name: string): number | null;
}

/**
 * Who may register what, by name, with what stands on each token now; not the tokens themselves. A token is good for services wherever
 * they run: so it is for whoever sees everything.
 *
 * @throws AppError `forbidden`.
 */
export async function readRegistryTokens(
  context: Pick<ReadContext, 'db' | 'actor' | 'scope' | 'registered'>,
  use: TokenUse,
): Promise<RegistryTokenDto[]> {
  const { db, actor, registered } = context;
  const access = mayKeepRegistryTokens(actor);
  if (!access.allowed) throw new AppError('forbidden', access.reason);
  if (!seesEverything(context)) return [];
  const kept = await listRegistryTokens(db);
  const standing = instancesByToken(kept, registered);
  return kept.map(({ name, services, createdBy, createdAt, lastUsedAt }) => {
    const usedAt = Math.max(use.lastUsedAt(name) ?? 0, lastUsedAt?.getTime() ?? 0);
    return {
      name,
      services: [...services],
      createdBy,
      createdAt: createdAt.toISOString(),
      lastUsedAt: usedAt === 0 ? null : new Date(usedAt).toISOString(),
      instances: standing.get(name) ?? { covered: 0, onlyByThis: 0 },
    };
  });
}

interface Standing {
  covered: number;
  onlyByThis: number;
}

/** By token: instances that it may register, and those of them that no other may. With which token one came is not kept. */
function instancesByToken(
  tokens: readonly { readonly name: string; readonly services: readonly string[] }[],
  registered: Pick<RegisteredPicture, 'services' | 'count'>,
): ReadonlyMap<string, Readonly<Standing>> {
  const standing = new Map<string, Standing>();
  for (const service of registered.services()) {
    const able = tokens.filter(({ services }) => mayBeRegisteredBy(services, service));
    for (const { name } of able) {
      const held = standing.get(name) ?? { covered: 0, onlyByThis: 0 };
      const instances = registered.count(service);
      held.covered += instances;
      if (able.length === 1) held.onlyByThis += instances;
      standing.set(name, held);
    }
  }
  return standing;
}
