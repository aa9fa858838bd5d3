import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
/** Code of the product: tests, their helpers and fixtures may name what they like. */
const ROOMS = ['app', 'cli', 'components', 'lib'];
const TESTS = /\.test\.tsx?$|\/(?:testing|fixtures|generated|node_modules)\//u;
/**
 * Text that names the kind Rollout of Argo Rollouts: the kind as a string, its API group, and identifiers and files that are named after it.
 * Excluded are our own use of the word (the type Rollout, the label of a tab, the title of a section), and `argocd.argoproj.io` and
 * Workflow, which belong to other projects of Argo.
 */
const NAMES =
  /(?<!label: |title=)['"]Rollout['"]|(?<!argocd\.)argoproj\.io(?!\/Workflow)|[Aa]rgo-?[Rr]ollout(?!s)/u;
const FILES_MAX = 8;

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !TESTS.test(`/${path}`));
}

describe("Argo's Rollout", () => {
  it(`is named by at most ${FILES_MAX} files: elsewhere traits are asked`, () => {
    const files = ROOMS.flatMap(filesIn);
    expect(files.length).toBeGreaterThan(500);
    const naming = files.filter((path) => NAMES.test(readFileSync(join(ROOT, path), 'utf8'))).sort();
    process.stdout.write(`${naming.length} files name Argo's Rollout kind:\n${naming.join('\n')}\n`);
    expect(naming).toContain('lib/model/kinds/argo-rollout.ts');
    expect(naming.length).toBeLessThanOrEqual(FILES_MAX);
  });
});
