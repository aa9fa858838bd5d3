import { ENDED_STATES, type Actor, type ChangeState } from '@/lib/model';
import { all, ALLOWED, refused, type Access } from './verdict';

/** What a decision about a Change needs to know of it. */
export interface ChangeFacts {
  readonly state: ChangeState;
  readonly askedBy: { readonly id: string; readonly name: string };
  /** The owning group's name; null when nobody is known to own the target. */
  readonly owner: string | null;
  readonly approvalsNeeded: number;
  readonly approvals: readonly { readonly actor: string; readonly decision: 'approved' | 'rejected' }[];
}

/** Reading needs a session or a token, nothing more: what runs where is no secret inside the company. */
export function mayRead(actor: Actor | null): Access {
  return actor === null ? refused('Sign in to see this.') : ALLOWED;
}

/** Everyone who may read may read the audit log (docs/decisions/0020). */
export function mayReadAudit(actor: Actor | null): Access {
  return mayRead(actor);
}

/** Who may read may read logs, as Kubernetes' own `view` role has pods/log and no Secret (docs/decisions/0031). */
export function mayReadLogs(actor: Actor | null): Access {
  return mayRead(actor);
}

/** Every role but the viewer asks for Changes, of any team: the environment's policy decides what is approved by whom. */
export function mayRequestChange(actor: Actor): Access {
  return actor.role === 'viewer' ? refused('A viewer cannot ask for changes.') : ALLOWED;
}

/** A lead of the owning team, or an administrator; never the asker; each once; while it waits. */
export function mayApprove(actor: Actor, change: ChangeFacts): Access {
  return mayDecide(actor, change, 'approve');
}

/** As `mayApprove`: who may say yes may say no. */
export function mayReject(actor: Actor, change: ChangeFacts): Access {
  return mayDecide(actor, change, 'reject');
}

function mayDecide(actor: Actor, change: ChangeFacts, verb: 'approve' | 'reject'): Access {
  return all(
    change.state === 'awaiting-approval' ? ALLOWED : refused(notWaiting(change)),
    actor.id === change.askedBy.id ? refused(`Nobody may ${verb} a change of her own.`) : ALLOWED,
    leads(actor, change.owner, verb),
    change.approvals.some((given) => given.actor === actor.id)
      ? refused('You have decided on this change already.')
      : ALLOWED,
  );
}

/** The asker, once nothing is left to approve; an administrator in her place. A lead may start what is approved. */
export function mayExecute(actor: Actor, change: ChangeFacts): Access {
  return all(
    change.state === 'planned' || change.state === 'approved' ? ALLOWED : refused(notReady(change)),
    approvalsGiven(change) >= change.approvalsNeeded ? ALLOWED : refused(notReady(change)),
    mayRequestChange(actor),
    actor.id === change.askedBy.id ||
      actor.role === 'admin' ||
      (change.state === 'approved' && leads(actor, change.owner, 'execute').allowed)
      ? ALLOWED
      : refused(`Only ${change.askedBy.name}, who asked for this change, may execute it.`),
  );
}

/** The asker, a lead of the owning team, or an administrator; until it is executed. */
export function mayCancel(actor: Actor, change: ChangeFacts): Access {
  return all(
    ['planned', 'awaiting-approval', 'approved'].includes(change.state)
      ? ALLOWED
      : refused(isEnded(change.state) ? ended(change) : 'It is being executed and cannot be called back.'),
    actor.id === change.askedBy.id ? ALLOWED : leads(actor, change.owner, 'cancel'),
  );
}

/** Administrators: a catalog says who owns what, and so who approves. */
export function mayImportCatalog(actor: Actor): Access {
  return actor.role === 'admin' ? ALLOWED : refused('Only an administrator may import a catalog.');
}

/** Who owns either end knows what calls what: a lead of one of the owners, or an administrator. */
export function mayJudgeEdge(actor: Actor, owners: readonly string[]): Access {
  if (actor.role === 'admin') return ALLOWED;
  if (actor.role === 'lead' && owners.some((owner) => actor.groups.includes(owner))) return ALLOWED;
  return refused(
    owners.length === 0
      ? 'Nobody owns either end: only an administrator may confirm or reject this edge.'
      : `Only a lead of ${[...new Set(owners)].join(' or ')} or an administrator may confirm or reject this edge.`,
  );
}

/** How many said yes; a rejection ends a Change and counts for nothing. */
export function approvalsGiven(change: Pick<ChangeFacts, 'approvals'>): number {
  return change.approvals.filter((given) => given.decision === 'approved').length;
}

function leads(actor: Actor, owner: string | null, verb: string): Access {
  if (actor.role === 'admin') return ALLOWED;
  if (owner === null) {
    return refused(`Nobody owns this service: only an administrator may ${verb} its changes.`);
  }
  if (actor.role === 'lead' && actor.groups.includes(owner)) return ALLOWED;
  return refused(`Only a lead of ${owner} or an administrator may ${verb} this change.`);
}

function isEnded(state: ChangeState): boolean {
  return (ENDED_STATES as readonly ChangeState[]).includes(state);
}

function ended(change: ChangeFacts): string {
  return `The change has ended: it is ${change.state}.`;
}

function notWaiting(change: ChangeFacts): string {
  if (isEnded(change.state)) return ended(change);
  if (change.state === 'planned') return 'This change needs no approval.';
  return 'The change is approved already.';
}

function notReady(change: ChangeFacts): string {
  if (isEnded(change.state)) return ended(change);
  if (change.state === 'awaiting-approval') {
    const left = change.approvalsNeeded - approvalsGiven(change);
    return left === 1 ? 'It waits for one approval.' : `It waits for ${left} approvals.`;
  }
  return 'It is being executed already.';
}
