import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { VIEWS } from '@/lib/views';

/** Names and topics of all views of the table, which lib/live may not name. `now` is allowed: it is also a clock. */
const WORDS: readonly string[] = [...new Set(VIEWS.flatMap(({ name, topics }) => [name, ...topics]))];

/** The identifiers and the texts of a source, without its comments. */
function wordsIn(source: ts.SourceFile): { readonly identifiers: string[]; readonly texts: string[] } {
  const identifiers: string[] = [];
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) identifiers.push(node.text);
    else if (ts.isStringLiteralLike(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { identifiers, texts };
}

/** `publishServices` → publish, services. */
const parts = (identifier: string): string[] =>
  identifier.split(/(?=[A-Z])|[_-]/u).map((part) => part.toLowerCase());

function found(text: string): string[] {
  const { identifiers, texts } = wordsIn(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest));
  const named = identifiers.flatMap(parts).filter((part) => part !== 'now' && WORDS.includes(part));
  return [...named, ...texts.filter((one) => WORDS.includes(one.split(':')[0] ?? ''))];
}

it('finds the name of a view anywhere in a source', () => {
  for (const word of WORDS) expect(found(`hub.publish('${word}', rows);`)).toEqual([word]);
  expect(found('const openServices = 1; topic === `registry`; // services')).toEqual([
    'services',
    'registry',
  ]);
  expect(found('now().getTime()')).toEqual([]);
});

it('names no single view', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /(?<!\.test)\.ts$/u.test(file));
  expect(files.length).toBeGreaterThan(5);
  const said = files.map((file) => [file, found(readFileSync(path.join(import.meta.dirname, file), 'utf8'))]);
  expect(said.filter(([, words]) => words?.length)).toEqual([]);
});
