export type { Auth } from './auth';
export { safeCallbackUrl, signInPath } from './callback-url';
export { getAuth } from './instance';
export { createAuthRoute } from './next-auth';
export { currentActor, requireActor } from './page';
export { PERSONAS, type Persona } from './personas';
