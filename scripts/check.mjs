// `npm run check`: format → lint → types → import directions → dead code → unit tests. Stops at the first that fails.
// `npm run check -- --without-tests`: for who runs `npm test` right after.
import { spawnSync } from 'node:child_process';
import { prepare } from './lib/prepare.mjs';

const steps = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint', 'eslint', ['--max-warnings', '0', '.']],
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  [
    'import directions',
    'depcruise',
    ['lib', 'components', 'app', 'cli', 'demo', 'e2e', 'bench', 'instrumentation.ts', 'proxy.ts'],
  ],
  ['dead code', 'knip', ['--no-progress']],
  ...(process.argv.includes('--without-tests')
    ? []
    : [['unit tests', 'vitest', ['run', '--project', 'unit']]]),
];

await prepare({ install: true, generate: true, build: false }, console.log);
for (const [name, command, args] of steps) {
  const started = performance.now();
  const { status } = spawnSync(`node_modules/.bin/${command}`, args, { stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (status !== 0) {
    console.error(`check: ${name} failed after ${seconds} s`);
    process.exit(status ?? 1);
  }
  console.log(`check: ${name} ok, ${seconds} s`);
}
