import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failuresOfPlaywright, failuresOfVitest, textOf } from './lib/failures.mjs';

const root = path.resolve(import.meta.dirname, '..');
let folder: string;

/** Runs a tool in the folder and returns its report. Inside the project, so that it finds the tools. */
function report(tool: 'vitest' | 'playwright', args: readonly string[]): unknown {
  const file = path.join(folder, `${tool}.json`);
  const run = spawnSync(path.join(root, 'node_modules/.bin', tool), args, {
    cwd: folder,
    env: { ...process.env, VITEST: '', PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    encoding: 'utf8',
  });
  expect(run.status, run.stderr).toBe(1);
  return JSON.parse(readFileSync(file, 'utf8'));
}

beforeAll(() => {
  mkdirSync(path.join(root, '.pilothouse'), { recursive: true });
  folder = mkdtempSync(path.join(root, '.pilothouse/failures-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('what failed, for the end of a log', () => {
  it('names the tests of vitest with what they said, and the file that could not start', () => {
    writeFileSync(
      path.join(folder, 'vitest.config.mjs'),
      `export default { test: { include: ['*.case.ts'] } };`,
    );
    writeFileSync(
      path.join(folder, 'sums.case.ts'),
      `import { describe, expect, it } from 'vitest';
       describe('sums', () => {
         it('holds', () => { expect(1 + 1).toBe(2); });
         it('does not hold', () => { expect(1 + 1).toBe(3); });
       });`,
    );
    writeFileSync(path.join(folder, 'lost.case.ts'), `throw new Error('no database');`);

    const args = ['run', '--reporter=json', `--outputFile.json=${path.join(folder, 'vitest.json')}`];
    const failures = failuresOfVitest(report('vitest', args));

    const texts = failures.map(textOf).toSorted();
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(/^✗ .*lost\.case\.ts\n {4}.*no database/u);
    expect(texts[1]).toMatch(/^✗ .*sums\.case\.ts › sums does not hold\n {4}.*expected 2 to be 3/u);
  });

  it('names the journeys of Playwright with what each attempt said', () => {
    writeFileSync(
      path.join(folder, 'playwright.config.mjs'),
      `export default { testMatch: '*.walk.mjs', outputDir: 'results', retries: 1 };`,
    );
    writeFileSync(
      path.join(folder, 'way.walk.mjs'),
      `import { expect, test } from '@playwright/test';
       test('arrives', () => { expect(1).toBe(1); });
       test.describe('on foot', () => {
         test('gets lost', () => { expect('wood').toBe('town'); });
         test('arrives at the second attempt', ({}, info) => { expect(info.retry).toBe(1); });
       });`,
    );

    const failures = failuresOfPlaywright(report('playwright', ['test', '--reporter=json']));

    expect(failures.map((failure) => failure.test)).toEqual([
      'way.walk.mjs:4 › gets lost',
      'way.walk.mjs:5 › arrives at the second attempt',
    ]);
    const texts = failures.map(textOf);
    expect(texts[0]).toContain('Expected: "town"');
    expect(texts.join('')).not.toContain('\u001B');
  });

  it('cuts a reason that fills the log', () => {
    const why = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
    expect(textOf({ test: 'long', why }).split('\n').at(-1)).toBe('    … 15 more lines');
  });
});
