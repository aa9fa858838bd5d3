/**
 * What a person or token may do.
 * viewer reads; engineer and on-call also ask for Changes; lead also approves those of the teams she leads;
 * admin approves any and may import the catalog.
 */
export const ROLES = ['viewer', 'on-call', 'engineer', 'lead', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking. Groups are names as in the catalog's `spec.owner` (`payments`), without kind and namespace. */
export interface Actor {
  /** `user:<name>` or `token:<name>`: stable, kept in the audit log and in approvals. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly groups: readonly string[];
  /** The session that this request came with; null for a token. */
  readonly sessionId: string | null;
  /** Of a token of the registry: globs of the services that it may register. It may do nothing else but discover. */
  readonly registers?: readonly string[];
}

/** Pilothouse itself, as it stands in the audit log when it picks up a left-over Change. */
export const SYSTEM_ACTOR: Actor = {
  id: 'system:pilothouse',
  name: 'Pilothouse',
  role: 'admin',
  groups: [],
  sessionId: null,
};
