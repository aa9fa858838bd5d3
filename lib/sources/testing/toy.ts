import { SourceUnread, type SourceKind } from '@/lib/model';

/** A source as small as they get: it answers a number, at each address of the caller's choice. */
export function toySource(addresses: readonly string[]): SourceKind<number> {
  return () =>
    addresses.map((address) => ({
      name: address,
      intervalMs: 10_000,
      bounds: { answerMs: 1000, answerBytes: 16, readingMs: 2000 },
      async read(client) {
        const { status, text } = await client.request({ url: address });
        if (status !== 200) throw new SourceUnread(`It answered ${status}.`);
        return Number(text);
      },
    }));
}
