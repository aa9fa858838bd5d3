/** May she? If not, why, in a sentence for the one who asked. */
export type Access = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

export const ALLOWED: Access = { allowed: true };

export function refused(reason: string): Access {
  return { allowed: false, reason };
}

/** Why not, for a view that shows it; null where it is allowed. */
export function reasonOf(access: Access): string | null {
  return access.allowed ? null : access.reason;
}
