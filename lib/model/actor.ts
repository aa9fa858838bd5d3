/**
 * What a person or token may do.
 * viewer reads; engineer and on-call also request Changes; lead also approves those of the teams that they lead;
 * admin approves any and may import the catalog.
 */
export const ROLES = ['viewer', 'on-call', 'engineer', 'lead', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The caller. Groups are names as in the catalog's `spec.owner` (`payments`), without kind and namespace. */
export interface Actor {
  /** `user:<name>` or `token:<name>`: stable, kept in the audit log and in approvals. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly groups: readonly string[];
  /** The session that this request came with; null for a token. */
  readonly sessionId: string | null;
  /** Of a registry token: globs of the services that it may register. Besides registering it may only read discovery. */
  readonly registers?: readonly string[];
}

/** Pilothouse itself, as the audit log names it when it resumes a Change that another process left unfinished. */
export const SYSTEM_ACTOR: Actor = {
  id: 'system:pilothouse',
  name: 'Pilothouse',
  role: 'admin',
  groups: [],
  sessionId: null,
};
