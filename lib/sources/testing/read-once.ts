import type { ExternalSource } from '@/lib/model';
import { createSourceClient, type Wait } from '../client';

const after: Wait = (ms, callback) => {
  const handle = setTimeout(callback, ms);
  return () => clearTimeout(handle);
};

/** Reads a source once by the machine's clock, within its bounds. Rejects with SourceUnread. */
export async function readOnce<Value>(
  source: ExternalSource<Value>,
  stopping: AbortSignal = new AbortController().signal,
): Promise<Value> {
  const client = createSourceClient({ bounds: source.bounds, stopping, after });
  try {
    return await source.read(client);
  } finally {
    client.close();
  }
}
