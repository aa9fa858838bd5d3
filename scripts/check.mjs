// `npm run check`: format → lint → types → import directions → dead code → unit tests. Stops at the first that fails.
// `npm run check -- --without-tests`: for who runs `npm test` right after.
// `npm run check -- --changed`: the same of what differs from main, in seconds; two at a time, and all of them to their end.
import { spawn } from 'node:child_process';
import { changedSinceMain } from './lib/changed.mjs';
import { prepare } from './lib/prepare.mjs';

const ROOMS = ['lib', 'components', 'app', 'cli', 'demo', 'e2e', 'bench', 'instrumentation.ts', 'proxy.ts'];

const everything = [
  [
    ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
    ['lint', 'eslint', ['--max-warnings', '0', '.']],
    ['types', 'tsc', ['--noEmit', '-p', '.']],
    ['import directions', 'depcruise', ROOMS],
    ['dead code', 'knip', ['--no-progress']],
    ...(process.argv.includes('--without-tests')
      ? []
      : [['unit tests', 'vitest', ['run', '--project', 'unit']]]),
  ],
];

/** Two lanes that take about as long, for two cores. Types and dead code are of the whole: a change here can break elsewhere. */
function ofChanged({ base, files }) {
  const source = files.filter((file) => /\.(tsx?|mjs|cjs|js)$/.test(file));
  const inRooms = source.filter((file) => ROOMS.includes(file.split('/')[0]) && /\.tsx?$/.test(file));
  const lint = [
    '--max-warnings',
    '0',
    '--no-warn-ignored',
    '--cache',
    '--cache-location',
    'node_modules/.cache/eslint/',
  ];
  return [
    [
      ['format', 'prettier', ['--check', '--log-level', 'warn', '--ignore-unknown', ...files]],
      ...(source.length === 0 ? [] : [['lint', 'eslint', [...lint, ...source]]]),
      // A file's own imports alone: the whole of what it reaches is the full check's.
      ...(inRooms.length === 0 ? [] : [['import directions', 'depcruise', ['--max-depth', '1', ...inRooms]]]),
    ],
    [
      ['types', 'tsc', ['--noEmit', '-p', '.']],
      ['dead code', 'knip', ['--no-progress', '--cache']],
      ['unit tests', 'vitest', ['run', '--project', 'unit', '--passWithNoTests', '--changed', base]],
    ],
  ];
}

/** Runs a step; its output comes in one piece where several run at a time. Returns whether it passed. */
function run([name, command, args], piecewise) {
  const started = performance.now();
  const child = spawn(`node_modules/.bin/${command}`, args, {
    stdio: piecewise ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
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

async function runLane(steps, piecewise) {
  let good = true;
  for (const step of steps) {
    good = (await run(step, piecewise)) && good;
    if (!good && !piecewise) return false;
  }
  return good;
}

await prepare({ install: true, generate: true, build: false }, console.log);
const changed = process.argv.includes('--changed') ? changedSinceMain() : null;
if (changed?.files.length === 0) {
  console.log('check: nothing differs from main');
  process.exit(0);
}
const lanes = changed === null ? everything : ofChanged(changed);
const results = await Promise.all(lanes.map((steps) => runLane(steps, lanes.length > 1)));
if (changed !== null)
  console.log(`check: ${changed.files.length} changed files, ${Math.round(performance.now() / 1000)} s`);
process.exit(results.every(Boolean) ? 0 : 1);
