import { createAuthRoute } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';

type AuthRoute = ReturnType<typeof createAuthRoute>;

const handle: AuthRoute = (request, context) => {
  const { auth, log } = getRuntime();
  return createAuthRoute(auth, log)(request, context);
};

export { handle as GET, handle as POST };
