import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** An id for one run of one process: `host/4711/5f0e…`. */
export function instanceId(): string {
  return `${hostname()}/${process.pid}/${randomUUID()}`;
}

/**
 * Whether the process of an id is known to have ended: it ran on this host, and its process id is free, or is ours from
 * an earlier run. False where that cannot be known; then its leases expire.
 */
export function isKnownDead(id: string, self: string): boolean {
  const [host, pid] = id.split('/');
  const [ownHost, ownPid] = self.split('/');
  if (id === self || host !== ownHost || pid === undefined) return false;
  return pid === ownPid || !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
