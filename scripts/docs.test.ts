import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const RECORDS = 'docs/decisions';
const INDEX = `${RECORDS}/README.md`;
const records = readdirSync(path.join(root, RECORDS)).filter((file) => /^\d{4}-.*\.md$/.test(file));
/** Pages that name files of the code, and so can become wrong when the code moves. */
const MAPS = ['docs/ARCHITECTURE.md', 'CONTRIBUTING.md'] as const;
const PAGES = ['README.md', ...MAPS, INDEX, ...records.map((file) => `${RECORDS}/${file}`)];
const TOP = new Set(readdirSync(root));

/** Lines that are longer than so many characters, as file:line. */
function longLines(file: string, charactersMax: number): string[] {
  return read(file)
    .split('\n')
    .flatMap((line, index) => (line.length > charactersMax ? [`${file}:${index + 1}`] : []));
}

/** Where the links of a page lead within the repository, from its root. */
function linksOf(file: string): string[] {
  return [...read(file).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => path.join(path.dirname(file), target));
}

/** Paths of the code that a page names in backticks; what has a placeholder (`<kind>`) or a pattern is cut before it. */
function pathsOf(file: string): string[] {
  return [...read(file).matchAll(/`([^`\s]+)`/g)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('/') && TOP.has(text.split('/')[0] ?? ''))
    .map((text) => (/[<*]/.test(text) ? path.dirname(text.replace(/[<*].*$/s, 'x')) : text));
}

describe('the documents', () => {
  it('have no lines that have to be scrolled sideways', () => {
    const wrapped = PAGES.filter((file) => file !== 'README.md');
    expect(wrapped.flatMap((file) => longLines(file, 110))).toEqual([]);
    expect(longLines(INDEX, 100)).toEqual([]);
  });

  it.each(PAGES)('lead only to what is there: %s', (file) => {
    expect(linksOf(file).filter((target) => !existsSync(path.join(root, target)))).toEqual([]);
  });

  it.each(MAPS)('name only files that are there: %s', (file) => {
    expect(pathsOf(file).length).toBeGreaterThan(20);
    expect(pathsOf(file).filter((target) => !existsSync(path.join(root, target)))).toEqual([]);
  });

  it('list every record once, by number', () => {
    const listed = linksOf(INDEX).map((target) => path.basename(target));
    expect(listed).toEqual([...records].sort());
    const numbers = records.map((file) => file.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('are reached from the README', () => {
    for (const file of [...MAPS, INDEX]) expect(linksOf('README.md')).toContain(file);
  });
});
