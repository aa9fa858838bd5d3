// Outlives its parent by a moment: the parent's end of our standard input closes however the parent ends. The product that
// it had reported is then asked to stop, and its data folder is removed.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = process.argv[2];
/** @type {Set<number>} */
const pids = new Set();

// Ctrl-C reaches every process of a terminal; ours is to stay until the parent is done.
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
    for (const pid of left) signalTo(pid, 'SIGTERM');
    for (let i = 0; i < 300 && left.some((pid) => signalTo(pid, 0)); i++) await sleep(20);
    for (const pid of left) signalTo(pid, 'SIGKILL');
    if (folder && left.length > 0) rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
