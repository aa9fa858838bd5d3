import type { RegistryOptions } from './contract';
import { startLoop, systemTimer, type Loop } from './loop';
import type { RegistryParts } from './registry-parts';

/** Short enough that heartbeats of another process are known well within the second by which a lapse may be late. */
const EXCHANGE_EVERY_MS = 350;
const SWEEP_EVERY_MS = 100;
/** The longest delay of a change whose notification was lost. */
const CATCH_UP_EVERY_MS = 2000;
const TOKEN_USE_EVERY_MS = 60_000;

/** Starts the periodic work of a registry. */
export function startLoops(
  parts: RegistryParts,
  { timer = systemTimer, onError }: Pick<RegistryOptions, 'timer' | 'onError'>,
): readonly Loop[] {
  const { sweeper, writer, tokens } = parts;
  const every = (everyMs: number, work: () => Promise<void>, failure: string): Loop =>
    startLoop({ everyMs, timer, work, onError: (error) => onError(error, failure) });
  return [
    every(EXCHANGE_EVERY_MS, () => exchangeBeats(parts), 'heartbeats were not kept'),
    every(SWEEP_EVERY_MS, () => sweeper.turn(), 'the registry was not swept'),
    every(CATCH_UP_EVERY_MS, () => writer.catchUp(), 'the registry was not read'),
    every(TOKEN_USE_EVERY_MS, () => tokens.keepUse(), 'the use of tokens was not kept'),
  ];
}

/** Sends this process's heartbeats to the others and receives theirs, where anything is registered. */
export async function exchangeBeats({
  table,
  exchange,
}: Pick<RegistryParts, 'table' | 'exchange'>): Promise<void> {
  if (table.size === 0) return;
  await exchange.flush();
  await exchange.pull();
}
