/** Whether the process serves at all (Kubernetes' liveness). Says nothing about anything else, and needs no session. */
export function GET(): Response {
  return new Response('ok\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
}
