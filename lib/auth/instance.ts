import type { Auth } from './auth';

// Next bundles its instrumentation separately from the routes: state that both need is kept on globalThis.
const SLOT = Symbol.for('pilothouse.auth');
const slots = globalThis as { [SLOT]?: Auth };

/** Called once by the composition root, before the first request. */
export function installAuth(auth: Auth | undefined): void {
  slots[SLOT] = auth;
}

/** @throws Error before the composition root has run. */
export function getAuth(): Auth {
  const auth = slots[SLOT];
  if (!auth) throw new Error('Pilothouse has not started: authentication is not available yet.');
  return auth;
}
