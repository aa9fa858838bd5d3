/** How a session was begun: by a persona of the demo, a one-time link or the bootstrap token. */
export type SessionMethod = 'persona' | 'link' | 'token';

/** A session as its own actor sees it. */
export interface OwnSession {
  /** Eight digits that identify it in a list; they are no credential. */
  readonly id: string;
  readonly method: SessionMethod;
  readonly userAgent: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  /** Whether this call was made with it. */
  readonly current: boolean;
}
