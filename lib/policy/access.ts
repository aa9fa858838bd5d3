import type { Actor } from '@/lib/model';
import { ALLOWED, refused, type Permission } from './permission';

/** Reading needs a session or a token and nothing more: inside the company it is no secret what runs where. */
export function mayRead(actor: Actor | null): Permission {
  return actor === null ? refused('Sign in to see this.') : ALLOWED;
}

/** Everyone who may read may read the audit log (docs/decisions/0020). */
export function mayReadAudit(actor: Actor | null): Permission {
  return mayRead(actor);
}

/** Everyone who may read may read logs, as Kubernetes' own `view` role includes pods/log and no Secret (docs/decisions/0031). */
export function mayReadLogs(actor: Actor | null): Permission {
  return mayRead(actor);
}

/** Every role but the viewer may request Changes, for any team: the environment's policy decides who approves them. */
export function mayRequestChange(actor: Actor): Permission {
  return actor.role === 'viewer' ? refused('A viewer cannot request changes.') : ALLOWED;
}

/** The owners of the two ends know what calls what: a lead of one of them may judge the edge, or an administrator. */
export function mayJudgeEdge(actor: Actor, owners: readonly string[]): Permission {
  if (actor.role === 'admin') return ALLOWED;
  if (actor.role === 'lead' && owners.some((owner) => actor.groups.includes(owner))) return ALLOWED;
  return refused(
    owners.length === 0
      ? 'Nobody owns either end: only an administrator may confirm or reject this edge.'
      : `Only a lead of ${[...new Set(owners)].join(' or ')} or an administrator may confirm or reject this edge.`,
  );
}

/** Who may decide about Changes of a group's services: its leads and administrators. */
export function leads(actor: Actor, owner: string | null, verb: string): Permission {
  if (actor.role === 'admin') return ALLOWED;
  if (owner === null) {
    return refused(`Nobody owns this service: only an administrator may ${verb} its changes.`);
  }
  if (actor.role === 'lead' && actor.groups.includes(owner)) return ALLOWED;
  return refused(`Only a lead of ${owner} or an administrator may ${verb} this change.`);
}
