import { exchangeBeats, startLoops } from './background-loops';
import type { Registry, RegistryOptions } from './contract';
import { followNotifications } from './follow-notifications';
import { createRegisteredPicture } from './registered-picture';
import { createRegistryParts, type RegistryParts } from './registry-parts';

/** Reads the registry into memory and keeps it up to date until `stop`. Rejects when the database does not answer. */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const parts = createRegistryParts(options);
  const { table, clock, tokens, writer, sweeper, probes, calls } = parts;
  const closing = new AbortController();
  const unlisten = followNotifications(parts, options);
  await options.db.listening();
  await readAll(parts);
  const loops = startLoops(parts, options);
  return {
    ...calls,
    table,
    clock,
    tokens,
    picture: createRegisteredPicture(parts),
    probes: probes.picture,
    closing: closing.signal,
    async turn() {
      await exchangeBeats(parts);
      await writer.catchUp();
      await sweeper.turn();
    },
    async stop() {
      closing.abort();
      unlisten();
      await Promise.all(loops.map((loop) => loop.stop()));
      await writer.idle();
      try {
        await tokens.keepUse();
        await probes.stop();
        await parts.exchange.stop();
        await sweeper.stop();
      } catch (error) {
        options.onError(error, 'the registry was not left in order');
      }
    },
  };
}

async function readAll({ writer, exchange, tokens, probes }: RegistryParts): Promise<void> {
  // A submit that changes nothing sets the clock by the database's.
  await writer.submit({ service: '', id: '' }, (held) => ({ next: held, events: [] }));
  await writer.catchUp();
  await exchange.pull();
  await tokens.reload();
  await probes.take();
}
