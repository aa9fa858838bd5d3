// Runs until its parent has ended. Our standard input closes when the parent ends, even by SIGKILL. Then this process ends all processes that
// the parent has reported as started and not as ended, and removes the parent's folder.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = process.argv[2];
/** @type {Set<number>} in the order of their start */
const pids = new Set();

// Ctrl-C reaches every process of a terminal, but this one must stay until the parent has ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

/** @param {number} pid @param {NodeJS.Signals | 0} signal */
function signalTo(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) pids.add(pid);
    else pids.delete(pid);
  })
  .on('close', async () => {
    const left = [...pids];
    for (const pid of left) signalTo(pid, 'SIGKILL');
    for (let i = 0; i < 50 && left.some((pid) => signalTo(pid, 0)); i++) await sleep(20);
    if (folder && left.length > 0) rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
