import type { Front } from './front';

// Next does not compile server.mjs, so that the two share no module: they exchange the front through globalThis.
const SLOT = Symbol.for('pilothouse.server');
const slots = globalThis as { [SLOT]?: { open(front: Front): void } };

/**
 * Passes the front to the server of this process, which uses it from then on; a later front replaces it.
 *
 * @throws Error where Next was started without server.mjs.
 */
export function handOver(front: Front): void {
  const server = slots[SLOT];
  if (server === undefined)
    throw new Error('Start Pilothouse by `npm start`, `npm run dev` or `npm run demo`.');
  server.open(front);
}
