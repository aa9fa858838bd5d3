import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Names one run of one process: `host/4711/5f0e…`. */
export function instanceId(): string {
  return `${hostname()}/${process.pid}/${randomUUID()}`;
}

/**
 * Whether the process that an id names is known to be gone: it ran on this host, and its process id is free, or ours in an earlier run.
 * False where that cannot be known; its leases then run out.
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
