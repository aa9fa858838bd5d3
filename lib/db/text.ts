import type { Prisma } from './generated/client';

/** What PostgreSQL's text and jsonb cannot hold: NUL, and halves of a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** A text that PostgreSQL can keep: characters that it cannot hold become U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll(UNSTORABLE, '\uFFFD');
}

/** A value as jsonb keeps it: plain JSON, with storable texts. */
export function storableJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value), (_key, held: unknown) =>
    typeof held === 'string' ? storableText(held) : held,
  ) as Prisma.InputJsonValue;
}
