/** Next calls this once, before the first request of a server process. */
export async function register(): Promise<void> {
  // eslint-disable-next-line no-restricted-syntax -- Next replaces it while building: the edge bundle must not hold Node's code.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { createFront, handOver } = await import('@/lib/http/front');
  const { startRuntime } = await import('@/lib/runtime/start');
  handOver(createFront(await startRuntime()));
}
