import path from 'node:path';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { parser } from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '..');

/** What `no-restricted-syntax`, as eslint.config.mjs sets it for a file, says of a text. */
async function restricted(file: string, text: string): Promise<string[]> {
  const config = (await new ESLint({ cwd: root }).calculateConfigForFile(path.join(root, file))) as {
    readonly rules: Linter.RulesRecord;
  };
  const rule = config.rules['no-restricted-syntax'] ?? 'off';
  return new Linter()
    .verify(text, {
      files: ['**/*'],
      languageOptions: { parser },
      rules: { 'no-restricted-syntax': rule },
    })
    .map(({ message }) => message);
}

describe('a role', () => {
  const TESTS = [
    "export const may = actor.role === 'admin';",
    "export const may = 'viewer' !== actor.role;",
    "export const may = ['lead', 'admin'].includes(actor.role);",
    "switch (actor.role) { case 'admin': break; }",
  ];
  const ASKS_POLICY = expect.stringContaining('lib/policy says what a role may do') as string;

  it.each([
    'app/(dashboard)/page.tsx',
    'components/now/now-view.tsx',
    'lib/api/changes.ts',
    'lib/reads/services.ts',
    'lib/derive/planted.ts',
  ])('is tested nowhere in %s', async (file) => {
    for (const text of TESTS) expect(await restricted(file, text), text).toEqual([ASKS_POLICY]);
  });

  it.each(['lib/policy/access.ts', 'lib/auth/auth.ts'])('is tested in %s', async (file) => {
    for (const text of TESTS) expect(await restricted(file, text), text).toEqual([]);
  });

  it('is handed on everywhere', async () => {
    expect(await restricted('lib/api/self.ts', 'export const me = { role: actor.role };')).toEqual([]);
  });
});

describe('the blocks of the configuration', () => {
  it.each(['lib/policy/access.ts', 'lib/derive/planted.ts'])(
    'leave a pure room without a clock: %s',
    async (file) => {
      expect(await restricted(file, 'export const at = Date.now();')).toHaveLength(1);
    },
  );

  it.each(['lib/policy/access.ts', 'lib/auth/auth.ts', 'lib/api/self.ts', 'lib/derive/planted.ts'])(
    'leave the environment to lib/env.ts: %s',
    async (file) => {
      expect(await restricted(file, 'export const home = process.env.HOME;')).toHaveLength(1);
    },
  );
});
