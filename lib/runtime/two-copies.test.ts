import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Next compiles instrumentation.ts separately from pages and routes, so every module of lib exists twice in one process. Neither copy sees
 * the state of the other, and a class of one copy is not the same class in the other (docs/decisions/0051).
 */
const lib = join(import.meta.dirname, '..');

/** Caches, which the other copy fills again: the OpenAPI document, the schema engine, parsed ranges. */
const CACHES = ['api/table.ts', 'db/schema-engine.ts', 'views/registry/ranges.ts'];

const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' })
  .filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|(^|\/)testing\/|^client\/|^db\/generated\//.test(path),
  )
  .map((path) => ({ path, text: readFileSync(join(lib, path), 'utf8') }));

/** A variable of a module, or a collection that is filled later (constants are in capitals). A WeakMap is allowed: its entries belong to its keys. */
const STATE = [
  /^(export )?let /m,
  /^(export )?const [a-z]\w*(: [^=\n]+)? = (new (Map|Set)(<[^\n]*>)?\(\)|\[\]|\{\});$/m,
];

/** Classes of another room that an `instanceof` names. */
function foreignClasses(text: string): string[] {
  const named = [...text.matchAll(/\binstanceof (\w+)/g)].map(([, name = '']) => name);
  const imported = [...text.matchAll(/import \{([^}]*)\} from '@\/lib\/[^']*'/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim()),
  );
  return named.filter((name) => name === 'AppError' || imported.includes(name));
}

it('keeps nothing in modules that both copies would have to see', () => {
  expect(sources.length).toBeGreaterThan(300);
  const stateful = sources.filter(({ text }) => STATE.some((pattern) => pattern.test(text)));
  expect(stateful.map(({ path }) => path).filter((path) => !CACHES.includes(path))).toEqual([]);
});

it('recognises classes of other rooms by their names, never by instanceof', () => {
  expect(sources.filter(({ text }) => foreignClasses(text).length > 0).map(({ path }) => path)).toEqual([]);
});

it('finds both', () => {
  for (const text of [
    'let last = 0;',
    'const held = new Map<string, number>();',
    'const all: string[] = [];',
  ])
    expect(STATE.some((pattern) => pattern.test(text))).toBe(true);
  expect(foreignClasses("import { Kept } from '@/lib/db';\nif (error instanceof Kept) {}")).toEqual(['Kept']);
  expect(foreignClasses("import { Kept } from './kept';\nif (error instanceof Kept) {}")).toEqual([]);
});
