// `npm run check`: format, lint, types, import directions, dead code, unit and component tests. Two steps run at a time, and each runs to its end even if another fails.
// `npm run check -- --without-tests`: for those who run `npm test` right after.
// `npm run check -- --changed`: only files that differ from main.
import { spawn } from 'node:child_process';
import { changedSinceMain } from './lib/changed.mjs';
import { prepare } from './lib/prepare.mjs';

const ROOMS = [
  'lib',
  'components',
  'app',
  'cli',
  'demo',
  'e2e',
  'bench',
  'instrumentation.ts',
  'proxy.ts',
  'server.mjs',
];
const FORMAT = ['--check', '--log-level', 'warn'];
const LINT = ['--max-warnings', '0'];
const CACHED_LINT = ['--no-warn-ignored', '--cache', '--cache-location', 'node_modules/.cache/eslint/'];
const UNIT = ['run', '--project', 'unit', '--project', 'components'];

/** Two lanes that take about as long, for two cores. */
const EVERYTHING = [
  [
    ['format', 'prettier', [...FORMAT, '.']],
    ['lint', 'eslint', [...LINT, '.']],
  ],
  [
    ['types', 'tsc', ['--noEmit', '-p', '.']],
    ['import directions', 'depcruise', ROOMS],
    ['dead code', 'knip', ['--no-progress']],
    ...(process.argv.includes('--without-tests') ? [] : [['unit and component tests', 'vitest', UNIT]]),
  ],
];

/** The same of some files; types and dead code are checked everywhere, since a change here can break a file elsewhere. */
function ofChanged({ base, files }) {
  const source = files.filter((file) => /\.(tsx?|mjs|cjs|js)$/.test(file));
  const inRooms = source.filter((file) => ROOMS.includes(file.split('/')[0]) && /\.(tsx?|mjs)$/.test(file));
  return [
    [
      ['format', 'prettier', [...FORMAT, '--ignore-unknown', ...files]],
      ...(source.length === 0 ? [] : [['lint', 'eslint', [...LINT, ...CACHED_LINT, ...source]]]),
      // Only the imports of these files: the full check follows them further.
      ...(inRooms.length === 0 ? [] : [['import directions', 'depcruise', ['--max-depth', '1', ...inRooms]]]),
    ],
    [
      ['types', 'tsc', ['--noEmit', '-p', '.']],
      ['dead code', 'knip', ['--no-progress', '--cache']],
      ['unit and component tests', 'vitest', [...UNIT, '--passWithNoTests', '--changed', base]],
    ],
  ];
}

/** Runs a step and resolves to whether it passed. What it wrote is printed at once and only on failure, since another step runs beside it. */
function run([name, command, args]) {
  const started = performance.now();
  const child = spawn(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (code !== 0) process.stderr.write(output);
      if (code === 0) console.log(`check: ${name} ok, ${seconds} s`);
      else console.error(`check: ${name} failed after ${seconds} s`);
      resolve(code === 0);
    });
  });
}

async function runLane(steps) {
  let good = true;
  for (const step of steps) good = (await run(step)) && good;
  return good;
}

await prepare({ install: true, generate: true, build: false }, console.log);
const changed = process.argv.includes('--changed') ? changedSinceMain() : null;
if (changed?.files.length === 0) {
  console.log('check: nothing differs from main');
  process.exit(0);
}
const results = await Promise.all((changed === null ? EVERYTHING : ofChanged(changed)).map(runLane));
console.log(
  `check: ${changed === null ? '' : `${changed.files.length} changed files, `}${Math.round(performance.now() / 1000)} s`,
);
process.exit(results.every(Boolean) ? 0 : 1);
