import { listRegistryTokens } from '@/lib/db/registry-tokens';
import { AppError, type RegisteredPicture, type RegistryTokenDto } from '@/lib/model';
import { mayBeRegisteredBy, mayKeepRegistryTokens } from '@/lib/policy';
import { seesEverything } from '@/lib/views/seen';
import type { ReadContext } from '../context';

/** The use of tokens in this process that is not recorded in the database yet. */
export interface TokenUse {
  /** Milliseconds since 1970; null: never. */
  lastUsedAt(name: string): number | null;
}

/**
 * The tokens of the registry by name, with how many instances each covers; not the tokens themselves. A token covers services in any
 * place, so only a scope that sees everything gets them.
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
  const coverage = instancesByToken(kept, registered);
  return kept.map(({ name, services, createdBy, createdAt, lastUsedAt }) => {
    const usedAt = Math.max(use.lastUsedAt(name) ?? 0, lastUsedAt?.getTime() ?? 0);
    return {
      name,
      services: [...services],
      createdBy,
      createdAt: createdAt.toISOString(),
      lastUsedAt: usedAt === 0 ? null : new Date(usedAt).toISOString(),
      instances: coverage.get(name) ?? { covered: 0, onlyByThis: 0 },
    };
  });
}

interface TokenCoverage {
  covered: number;
  onlyByThis: number;
}

/** By token: instances that it covers, and those of them that no other token covers. The token of a registration is not kept. */
function instancesByToken(
  tokens: readonly { readonly name: string; readonly services: readonly string[] }[],
  registered: Pick<RegisteredPicture, 'services' | 'count'>,
): ReadonlyMap<string, Readonly<TokenCoverage>> {
  const coverage = new Map<string, TokenCoverage>();
  for (const service of registered.services()) {
    const able = tokens.filter(({ services }) => mayBeRegisteredBy(services, service));
    for (const { name } of able) {
      const held = coverage.get(name) ?? { covered: 0, onlyByThis: 0 };
      const instances = registered.count(service);
      held.covered += instances;
      if (able.length === 1) held.onlyByThis += instances;
      coverage.set(name, held);
    }
  }
  return coverage;
}
