import type { Actor } from '@/lib/model';
import { ALLOWED, refused, type Permission } from './permission';

/** Reading needs a session or a token, nothing more: what runs where is no secret inside the company. */
export function mayRead(actor: Actor | null): Permission {
  return actor === null ? refused('Sign in to see this.') : ALLOWED;
}

/** Everyone who may read may read the audit log (docs/decisions/0020). */
export function mayReadAudit(actor: Actor | null): Permission {
  return mayRead(actor);
}

/** Who may read may read logs, as Kubernetes' own `view` role has pods/log and no Secret (docs/decisions/0031). */
export function mayReadLogs(actor: Actor | null): Permission {
  return mayRead(actor);
}

/** Every role but the viewer asks for Changes, of any team: the environment's policy decides what is approved by whom. */
export function mayRequestChange(actor: Actor): Permission {
  return actor.role === 'viewer' ? refused('A viewer cannot ask for changes.') : ALLOWED;
}

/** Who owns either end knows what calls what: a lead of one of the owners, or an administrator. */
export function mayJudgeEdge(actor: Actor, owners: readonly string[]): Permission {
  if (actor.role === 'admin') return ALLOWED;
  if (actor.role === 'lead' && owners.some((owner) => actor.groups.includes(owner))) return ALLOWED;
  return refused(
    owners.length === 0
      ? 'Nobody owns either end: only an administrator may confirm or reject this edge.'
      : `Only a lead of ${[...new Set(owners)].join(' or ')} or an administrator may confirm or reject this edge.`,
  );
}

/** Who may lead the Changes of a group's services: its leads and administrators. */
export function leads(actor: Actor, owner: string | null, verb: string): Permission {
  if (actor.role === 'admin') return ALLOWED;
  if (owner === null) {
    return refused(`Nobody owns this service: only an administrator may ${verb} its changes.`);
  }
  if (actor.role === 'lead' && actor.groups.includes(owner)) return ALLOWED;
  return refused(`Only a lead of ${owner} or an administrator may ${verb} this change.`);
}
