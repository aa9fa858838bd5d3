export type { Auth, RequestHeaders } from './auth';
export { safeCallbackUrl } from './callback-url';
export { createAuthRoute } from './next-auth';
export { currentActor, requireActor } from './page';
export { PERSONAS, type Persona } from './personas';
