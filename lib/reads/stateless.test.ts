import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Files that keep state of one open log, for one viewer (docs/decisions/0050). */
const ONE_CALL = ['logs/buffer.ts', 'logs/log-readers.ts', 'logs/follow.ts', 'logs/pump.ts'];

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('testing/'),
);

/** Code that keeps something between two calls, or subscribes to changes. */
const STATE = [
  /^(export )?class /m,
  /^(export )?let /m,
  /^(export )?const [^=\n]*= new /m,
  /\.subscribe\(/,
  /node:timers/,
];

it('keeps nothing between two reads', () => {
  expect(sources.length).toBeGreaterThan(30);
  const stateful = sources.filter((path) => {
    const text = readFileSync(join(import.meta.dirname, path), 'utf8');
    return STATE.some((pattern) => pattern.test(text));
  });
  expect(stateful.filter((path) => !ONE_CALL.includes(path))).toEqual([]);
});

it('finds code that keeps state', () => {
  for (const text of ['const held = new WeakMap<Db, string>();', 'let last = 0;', 'export class Kept {}'])
    expect(STATE.some((pattern) => pattern.test(text))).toBe(true);
});
