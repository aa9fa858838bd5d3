import { PROBES_PAYLOAD } from '@/lib/db/registry-probes';
import type { RegistryOptions } from './contract';
import type { RegistryParts } from './registry-parts';

/** Reads what other processes have written whenever the database notifies of it. The return value unsubscribes. */
export function followNotifications(
  { table, tokens, probes, sweeper, writer }: RegistryParts,
  { db, onError }: Pick<RegistryOptions, 'db' | 'onError'>,
): () => void {
  const read = (work: Promise<void>, failure: string): void => {
    work.catch((error: unknown) => onError(error, failure));
  };
  return db.onNotify('registry', (payload) => {
    if (payload === 'tokens' || payload === null) read(tokens.reload(), 'the tokens were not read');
    if ((payload === PROBES_PAYLOAD && !sweeper.isSweeping()) || payload === null)
      read(probes.take(), 'the results of probes were not read');
    // This process receives its own notifications too; their indexes are in the table already.
    const index = payload === null ? Infinity : Number(/^index (\d+)$/.exec(payload)?.[1] ?? 0);
    if (index > table.index) read(writer.catchUp(), 'the registry was not read');
  });
}
