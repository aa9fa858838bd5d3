import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const depcruise = path.join(root, 'node_modules/.bin/depcruise');

interface Result {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
  };
}

function cruise(cwd: string, folders: readonly string[]): Result['summary'] {
  const config = path.join(root, '.dependency-cruiser.cjs');
  const run = spawnSync(depcruise, ['--config', config, '--output-type', 'json', ...folders], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return (JSON.parse(run.stdout) as Result).summary;
}

/** A forbidden import: the file, what it imports, and the rule that forbids it. */
const FORBIDDEN = [
  ['lib/derive/health.ts', '@/lib/db/client', 'room-lib-derive'],
  ['components/ui/button.ts', '@/lib/model/names', 'room-components-ui'],
  ['components/catalog/list.ts', '@/lib/db/client', 'room-components-'],
  ['app/api/v1/x/route.ts', '@/lib/db/client', 'room-app-api'],
  ['app/api/v1/y/route.ts', '@/lib/reads/services', 'room-app-api'],
  ['app/(dashboard)/page.ts', '@/lib/db/client', 'room-app'],
  ['lib/api/services.ts', '@/lib/http/route', 'room-lib-api'],
  ['lib/api/other.ts', '@/lib/runtime/runtime', 'room-lib-api'],
  ['lib/reads/read.ts', '@/lib/api/table', 'room-lib-reads'],
  ['lib/views/view.ts', '@/lib/reads/services', 'room-lib-views'],
  ['lib/views/kept.ts', '@/lib/db/client', 'room-lib-views'],
  ['lib/sources/source.ts', '@/lib/reads/services', 'room-lib-sources'],
  ['lib/sources/kept.ts', '@/lib/db/client', 'room-lib-sources'],
  ['lib/live/engine.ts', '@/lib/reads/services', 'room-lib-live'],
  ['instrumentation.ts', '@/lib/db/client', 'room-root-files'],
  ['proxy.ts', '@/lib/reads/services', 'room-root-files'],
  ['server.mjs', './lib/model/names', 'the-server-knows-only-next'],
  ['lib/db/other.ts', '@/demo/index', 'demo-is-imported-by-nothing-of-the-product'],
] as const;
/** What some of them import, besides lib/db. */
const IMPORTED = ['reads/services', 'http/route', 'runtime/runtime', 'api/table'] as const;

describe('the import table', () => {
  let house: string;
  let summary: Result['summary'];

  function plant(file: string, text: string): void {
    const target = path.join(house, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  // One tree with everything that is allowed and forbidden, since dependency-cruiser takes seconds to start.
  beforeAll(() => {
    house = mkdtempSync(path.join(tmpdir(), 'pilothouse-house-'));
    plant('tsconfig.json', JSON.stringify({ compilerOptions: { paths: { '@/*': ['./*'] } } }));
    plant('lib/model/names.ts', 'export const name = 1;\n');
    plant('lib/db/client.ts', "import { name } from '@/lib/model/names';\nexport const db = name;\n");
    plant('demo/index.ts', 'export const demo = 1;\n');
    for (const room of IMPORTED) plant(`lib/${room}.ts`, 'export const there = 1;\n');
    for (const [file, specifier] of FORBIDDEN)
      plant(file, `import * as planted from '${specifier}';\nexport { planted };\n`);
    summary = cruise(house, [
      'lib',
      'components',
      'app',
      'demo',
      'instrumentation.ts',
      'proxy.ts',
      'server.mjs',
    ]);
  });

  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it('lets a room import what its row names', () => {
    expect(summary.totalCruised).toBe(3 + IMPORTED.length + FORBIDDEN.length);
    expect(summary.violations.map(({ from }) => from)).not.toContain('lib/db/client.ts');
  });

  it.each(FORBIDDEN)('catches %s importing %s', (file, _specifier, rule) => {
    expect(summary.violations.map((violation) => [violation.from, violation.rule.name])).toContainEqual([
      file,
      rule,
    ]);
  });

  it('catches nothing else', () => {
    expect([...new Set(summary.violations.map(({ from }) => from))].sort()).toEqual(
      FORBIDDEN.map(([file]) => file).sort(),
    );
  });

  it('reads the rooms of this project', () => {
    expect(cruise(root, ['lib/policy']).totalCruised).toBeGreaterThan(10);
  });
});
