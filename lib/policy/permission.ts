/** May she? If not, why, in a sentence for the one who asked. */
export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

export const ALLOWED: Permission = { allowed: true };

export function refused(reason: string): Permission {
  return { allowed: false, reason };
}

/** Why not, for a view that shows it; null where it is allowed. */
export function reasonOf(access: Permission): string | null {
  return access.allowed ? null : access.reason;
}
