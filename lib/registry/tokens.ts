import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '@/lib/db/client';
import { listRegistryTokens, type KeptRegistryToken } from '@/lib/db/registry-tokens';

/** What a registry token is worth: the services that its holder may register. */
export interface RegistryGrant {
  readonly name: string;
  /** Globs of services' names; `*` stands for any run of characters. */
  readonly services: readonly string[];
}

/** A new token, shown once: 256 random bits behind a word by which a leaked one is found. */
export function newRegistryToken(): string {
  return `phr_${randomBytes(32).toString('base64url')}`;
}

export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The tokens of the registry in memory: an instance that beats asks no database who it is. */
export interface HeldTokens {
  grantOf(token: string): RegistryGrant | null;
  /** Reads them again. */
  reload(): Promise<void>;
}

export function createHeldTokens(db: Pick<Db, 'client'>): HeldTokens {
  let byHash: ReadonlyMap<string, KeptRegistryToken> = new Map();
  return {
    // The lookup is by the hash: how long it takes tells nothing of the tokens themselves.
    grantOf: (token) => (byHash.size === 0 ? null : (byHash.get(hashOfToken(token)) ?? null)),
    async reload() {
      byHash = new Map((await listRegistryTokens(db)).map((token) => [token.hash, token]));
    },
  };
}
