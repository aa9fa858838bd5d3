import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '@/lib/db/client';
import { listRegistryTokens, recordTokenUse, type KeptRegistryToken } from '@/lib/db/registry-tokens';

/** The rights of a registry token: the services that its holder may register. */
export interface RegistryGrant {
  readonly name: string;
  /** Globs of services' names; `*` stands for any run of characters. */
  readonly services: readonly string[];
}

const PREFIX = 'phr_';

/** A new token, shown once: 256 random bits after a prefix by which secret scanners find leaked ones. */
export function newRegistryToken(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The tokens of the registry in memory, so that a heartbeat causes no query. */
export interface HeldTokens {
  /** The rights of a token, and notes its use; null: unknown. */
  grantOf(token: string): RegistryGrant | null;
  /** As `grantOf`, for a token that may have been made at another process a moment ago: reads the database. */
  find(token: string): Promise<RegistryGrant | null>;
  /** When a token of this name was last used, as far as this process knows; null: never. */
  lastUsedAt(name: string): number | null;
  /** Records in the database when tokens were last used, where that changed. */
  keepUse(): Promise<void>;
  /** Reads the tokens again. */
  reload(): Promise<void>;
}

interface HeldToken extends KeptRegistryToken {
  /** By the registry's clock; 0: never. */
  usedAt: number;
  /** The value of `usedAt` that is in the database. */
  writtenAt: number;
}

export function createHeldTokens(db: Pick<Db, 'client'>, now: () => number): HeldTokens {
  let byHash: ReadonlyMap<string, HeldToken> = new Map();

  const held = (kept: KeptRegistryToken): HeldToken => {
    const writtenAt = kept.lastUsedAt?.getTime() ?? 0;
    const usedAt = Math.max(byHash.get(kept.hash)?.usedAt ?? 0, writtenAt);
    return { ...kept, usedAt, writtenAt };
  };

  // Two reads at once could end in the wrong order, and lose a token.
  const reload = oneAtATime(async () => {
    byHash = new Map((await listRegistryTokens(db)).map((token) => [token.hash, held(token)]));
  });
  const grantOf = (token: string): RegistryGrant | null => {
    // The lookup is by the hash, so its duration reveals nothing about the tokens.
    const found = byHash.size === 0 ? undefined : byHash.get(hashOfToken(token));
    if (found === undefined) return null;
    found.usedAt = now();
    return found;
  };

  return {
    grantOf,
    async find(token) {
      if (!token.startsWith(PREFIX)) return null;
      await reload();
      return grantOf(token);
    },
    lastUsedAt(name) {
      const used = [...byHash.values()].find((each) => each.name === name)?.usedAt ?? 0;
      return used === 0 ? null : used;
    },
    async keepUse() {
      const moved = [...byHash.values()].filter(({ usedAt, writtenAt }) => usedAt > writtenAt);
      if (moved.length === 0) return;
      const used = moved.map(({ hash, usedAt }) => ({ hash, usedAt, at: new Date(usedAt) }));
      await recordTokenUse(db, used);
      for (const { hash, usedAt } of used) {
        const token = byHash.get(hash);
        if (token !== undefined) token.writtenAt = Math.max(token.writtenAt, usedAt);
      }
    },
    reload,
  };
}

/** Runs a task at most once at a time; a call while it runs waits for a further run after that. */
function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        const run = task();
        running = run;
        return run;
      });
    return next;
  };
}
