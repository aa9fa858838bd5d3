import type { Front } from './front';

// server.mjs is no part of what Next compiles: the two meet on globalThis.
const SLOT = Symbol.for('pilothouse.server');
const slots = globalThis as { [SLOT]?: { open(front: Front): void } };

/**
 * Gives the front to the server of this process, which serves from then on; a later one replaces it.
 *
 * @throws Error where Next was started without server.mjs.
 */
export function handOver(front: Front): void {
  const server = slots[SLOT];
  if (server === undefined)
    throw new Error('Start Pilothouse by `npm start`, `npm run dev` or `npm run demo`.');
  server.open(front);
}
