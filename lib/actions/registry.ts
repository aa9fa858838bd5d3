import { appendAudit } from '@/lib/db/audit';
import type { Db, Tx } from '@/lib/db/client';
import { createRegistryToken, deleteRegistryToken } from '@/lib/db/registry-tokens';
import { sentence } from '@/lib/derive/sentences';
import {
  AppError,
  invalidField,
  type Actor,
  type Clock,
  type Drain,
  type RegisteredInstance,
  type MadeRegistryToken,
  type RegistryTokenRequest,
} from '@/lib/model';
import { mayDrainInstance, mayKeepRegistryTokens, mayRegister, type Permission } from '@/lib/policy';
import {
  hashOfToken,
  newRegistryToken,
  type InstanceKey,
  type NewInstance,
  type Registry,
} from '@/lib/registry';

export interface RegistryContext {
  readonly registry: Registry;
  readonly db: Db;
  readonly actor: Actor;
  readonly now: Clock;
}

/** @throws AppError `forbidden`; what the registry throws. */
export async function registerInstance(
  { registry, actor }: Pick<RegistryContext, 'registry' | 'actor'>,
  key: InstanceKey,
  wanted: NewInstance,
  options?: { readonly keepOtherChecks?: boolean },
): Promise<RegisteredInstance> {
  must(mayRegister(actor, key.service));
  return registry.register(key, wanted, options);
}

/** Drains an instance or puts it back, and records it in the audit log. */
export async function drainInstance(
  ctx: RegistryContext,
  key: InstanceKey,
  { drained, reason }: Drain,
): Promise<RegisteredInstance> {
  const { registry, actor } = ctx;
  must(mayDrainInstance(actor, key.service));
  const words = reason.trim();
  const why = words === '' ? '.' : `: ${sentence(words)}`;
  return registry.drain(key, drained ? { reason: words, by: actor.name } : null, (tx) =>
    appendAudit(tx, {
      at: ctx.now(),
      actor,
      action: drained ? 'registry.drained' : 'registry.returned',
      subject: subjectOf(key),
      sentence: drained
        ? `${actor.name} drained ${key.id} of ${key.service}${why}`
        : `${actor.name} ended the draining of ${key.id} of ${key.service}${why}`,
      detail: { reason: words },
    }),
  );
}

/**
 * Removes an instance from the registry. The audit log records it where a person does it, not where an instance uses its own token.
 *
 * @throws AppError `forbidden`, `not-found`.
 */
export async function deregisterInstance(ctx: RegistryContext, key: InstanceKey): Promise<void> {
  const { registry, actor } = ctx;
  must(mayDrainInstance(actor, key.service));
  const person = actor.sessionId !== null;
  const audit = (tx: Tx): Promise<void> =>
    appendAudit(tx, {
      at: ctx.now(),
      actor,
      action: 'registry.removed',
      subject: subjectOf(key),
      sentence: `${actor.name} removed ${key.id} of ${key.service} from the registry.`,
      detail: {},
    });
  const was = await registry.deregister(key, person ? actor.name : null, person ? audit : undefined);
  if (!was)
    throw new AppError('not-found', `There is no instance ${key.id} of ${key.service} in the registry.`);
}

/** Creates a token and returns it. It is never shown again. */
export async function makeRegistryToken(
  ctx: Pick<RegistryContext, 'db' | 'actor' | 'now'>,
  { name, services }: RegistryTokenRequest,
): Promise<MadeRegistryToken> {
  const { db, actor } = ctx;
  must(mayKeepRegistryTokens(actor));
  if (name === 'bootstrap') throw invalidField('name', 'bootstrap is the name of another token.');
  const token = newRegistryToken();
  const at = ctx.now();
  await db.transaction(async (tx) => {
    const made = await createRegistryToken(
      tx,
      { name, hash: hashOfToken(token), services, createdAt: at },
      actor,
    );
    if (!made) throw invalidField('name', `There is a token ${name} already.`);
    await appendAudit(tx, {
      at,
      actor,
      action: 'registry.token-created',
      subject: `registry-token:${name}`,
      sentence: `${actor.name} created the registry token ${name} for ${services.join(', ')}.`,
      detail: { services },
    });
  });
  return { name, services, createdBy: actor.name, createdAt: at.toISOString(), token };
}

/** Deletes a token, which is not valid from then on. */
export async function deleteToken(
  ctx: Pick<RegistryContext, 'db' | 'actor' | 'now'>,
  name: string,
): Promise<void> {
  const { db, actor } = ctx;
  must(mayKeepRegistryTokens(actor));
  await db.transaction(async (tx) => {
    if (!(await deleteRegistryToken(tx, name))) throw new AppError('not-found', `There is no token ${name}.`);
    await appendAudit(tx, {
      at: ctx.now(),
      actor,
      action: 'registry.token-deleted',
      subject: `registry-token:${name}`,
      sentence: `${actor.name} revoked the registry token ${name}.`,
      detail: {},
    });
  });
}

function subjectOf({ service, id }: InstanceKey): string {
  return `registry:${service}/${id}`;
}

function must(access: Permission): void {
  if (!access.allowed) throw new AppError('forbidden', access.reason);
}
