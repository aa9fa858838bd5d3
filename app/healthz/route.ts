/** Whether the process answers at all (Kubernetes' liveness probe). It checks nothing else and needs no session. */
export function GET(): Response {
  return new Response('ok\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
}
