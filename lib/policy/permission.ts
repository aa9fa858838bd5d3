/** Whether an actor may do something; if not, why, as a sentence for them. */
export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

export const ALLOWED: Permission = { allowed: true };

export function refused(reason: string): Permission {
  return { allowed: false, reason };
}

/** Why it is not allowed, for a view that shows the reason; null where it is allowed. */
export function reasonOf(access: Permission): string | null {
  return access.allowed ? null : access.reason;
}
