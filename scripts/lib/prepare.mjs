// Prepares what Pilothouse needs to run: packages, the Prisma client, a build. This file imports only Node.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const NODE_FLOOR = [20, 19];

/** The inputs of a build. A change in any of them requires a new build. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
  'prisma/schema.prisma',
];
// Written last and removed first, inside the folder of the build: a build that was interrupted does not count.
const BUILD_STAMP = path.join(root, '.next', 'pilothouse-sources');

/** A failure that is shown by its message alone. */
export class PrepareError extends Error {}

/** @throws {PrepareError} where a script that takes no arguments was given one. */
export function takeNoArguments(args = process.argv.slice(2)) {
  if (args.length === 0) return;
  throw new PrepareError(
    `This takes no arguments, and "${args[0]}" is one. Settings are variables: PORT=4000.`,
  );
}

/**
 * Does the wanted steps that are still needed; `log` receives a line for each that takes a moment.
 * @param {{install?: boolean, generate?: boolean, build?: boolean}} wanted
 * @param {(line: string) => void} log
 * @throws {PrepareError} with one line, or the failed tool's own words.
 */
export async function prepare({ install = false, generate = false, build = false }, log) {
  checkNode();
  if (!packagesAreInstalled()) {
    if (!install) throw new PrepareError('The packages are not installed: run `npm ci` first.');
    await installPackages(log);
  }
  if (generate || build) {
    const { generatePrismaClient } = await import('../prisma-generate.mjs');
    generatePrismaClient();
  }
  if (build && !buildIsFresh()) await buildNow(log);
}

/** @throws {PrepareError} where Node is too old. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor, needMinor] = NODE_FLOOR;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new PrepareError(`Pilothouse needs Node ${NODE_FLOOR.join('.')} or newer; this is ${version}.`);
}

/** Whether node_modules holds what package-lock.json asks for, by the list that npm keeps of what it installed. */
export function packagesAreInstalled() {
  const listed = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(listed)) return false;
  const have = JSON.parse(readFileSync(listed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(
    ([name, { version, optional, devOptional, dev }]) =>
      name === '' ||
      optional ||
      devOptional ||
      have[name]?.version === version ||
      (dev && !existsSync(devMark)),
  );
}
// `npm ci --omit=dev` is a good installation too; vitest is there only where the development packages are.
const devMark = path.join(root, 'node_modules/vitest');

async function installPackages(log) {
  log('Installing packages (half a minute)…');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const done = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...args])
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
  if (done.code !== 0) throw new PrepareError(`npm ci failed:\n${done.output}`);
}

/** Whether the last finished build was made from the sources as they are. */
export function buildIsFresh() {
  return existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === sourcesHash();
}

/** Builds; `verbose` shows Next's own words as they come. */
export async function buildNow(log, { verbose = false } = {}) {
  log('Building (a minute or so)…');
  const hash = sourcesHash();
  rmSync(BUILD_STAMP, { force: true });
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const done = await run(process.execPath, [next, 'build'], {
    verbose,
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (done.code !== 0) throw new PrepareError(`The build failed:\n${done.output}`);
  writeFileSync(BUILD_STAMP, hash);
}

function sourcesHash() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesIn(source))) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(source) {
  const whole = path.join(root, source);
  if (!existsSync(whole)) return [];
  if (statSync(whole).isFile()) return [source];
  return readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test\.tsx?|md)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith(path.join('lib', 'db', 'generated')))
    .sort();
}

function run(command, args, { verbose = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: verbose ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: command.endsWith('.cmd'),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}

/**
 * Runs a script's main and ends the process with what it answers: Prisma's schema engine leaves a timer of 10 s behind, and
 * nothing else is to be waited for. An expected failure is one line on standard error and code 1.
 */
export async function runMain(main) {
  try {
    process.exit((await main()) ?? 0);
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    process.stderr.write(`pilothouse: ${error.message}\n`);
    process.exit(1);
  }
}

/** Imports a TypeScript module of this repository (docs/decisions/0003). */
export async function importTypeScript(file) {
  // tsx reads the paths of the tsconfig.json in the working folder, which may be another one.
  process.env.TSX_TSCONFIG_PATH = path.join(root, 'tsconfig.json');
  const { register } = await import('tsx/esm/api');
  register();
  return import(new URL(`../../${file}`, import.meta.url).href);
}
