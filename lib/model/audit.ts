/** What the audit log records. `intent` is recorded before a write to a cluster, `outcome` after it. */
export const AUDIT_ACTIONS = [
  'change.requested',
  'change.approved',
  'change.rejected',
  'change.cancelled',
  'change.expired',
  'change.intent',
  'change.voided',
  'change.outcome',
  'session.created',
  'session.revoked',
  'catalog.imported',
  'topology.confirmed',
  'topology.rejected',
  'topology.withdrawn',
  'registry.drained',
  'registry.returned',
  'registry.removed',
  'registry.token-created',
  'registry.token-deleted',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** One record before it is appended to the chain. */
export interface AuditEntry {
  readonly at: Date;
  readonly actor: { readonly id: string; readonly name: string };
  readonly action: AuditAction;
  /** `CH-12`, `session:…`, a catalog file. */
  readonly subject: string;
  /** What a person reads: who did what to what; ends with a full stop. */
  readonly sentence: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
