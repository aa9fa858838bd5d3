import { createAuthRoute } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';

/** Answers next-auth's own addresses: signing in and out. */
export const answerSignIn: ReturnType<typeof createAuthRoute> = (request, context) => {
  const { auth, log } = getRuntime();
  return createAuthRoute(auth, log)(request, context);
};
