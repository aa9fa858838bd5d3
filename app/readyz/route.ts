import { readiness } from '@/lib/http';
import { getRuntime } from '@/lib/runtime';

/** Whether requests may be sent here (Kubernetes' readiness). Needs no session, and names nothing but what is missing. */
export async function GET(): Promise<Response> {
  const missing = await readiness(getRuntime());
  return new Response(missing === null ? 'ok\n' : `${missing}\n`, {
    status: missing === null ? 200 : 503,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
  });
}
