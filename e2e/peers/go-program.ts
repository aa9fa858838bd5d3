import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { userCache } from '../cluster/assets';
import { withLock } from '../cluster/lock';

/** A program of another project: a package `main` of a Go module at one version. */
export interface GoProgram {
  readonly module: string;
  readonly version: string;
  /** The folder of its package `main` within the module. */
  readonly folder: string;
}

export interface BuiltProgram {
  readonly path: string;
  /** The folder of its module's files, read-only. */
  readonly source: string;
}

const run = promisify(execFile);

/**
 * The program, built into the user's cache the first time (minutes). Another process that builds it is waited for. Throws with
 * go's own words when it cannot be built.
 */
export async function buildProgram(
  program: GoProgram,
  onProgress: (line: string) => void,
): Promise<BuiltProgram> {
  const { module, version, folder } = program;
  const name = folder.split('/').at(-1) ?? folder;
  const path = join(userCache(), 'peers', `${name}-${version}`);
  const { source, goMod } = await download(program);
  const build = async (): Promise<void> => {
    if (existsSync(path)) return;
    onProgress(`building ${module} ${version} (some minutes the first time) …`);
    await buildInto(path, program, goMod);
    onProgress(`built into ${path}`);
  };
  await withLock(`${path}.lock`, build, (holder) => {
    onProgress(`process ${holder} builds ${name}; waiting for it …`);
  });
  return { path, source };
}

/** Go keeps what it downloaded, so that this needs no network the second time. */
async function download({ module, version }: GoProgram): Promise<{ source: string; goMod: string }> {
  // Outside of any module, so that none is changed.
  const args = ['mod', 'download', '-json', `${module}@${version}`];
  const { stdout } = await run('go', args, { cwd: tmpdir() });
  const { Dir: source, GoMod: goMod } = JSON.parse(stdout) as { Dir: string; GoMod: string };
  return { source, goMod };
}

/**
 * `go install` refuses a module whose go.mod replaces others, because only the main module's replacements count. So a main
 * module of our own repeats its go.mod. Builds beside the cache and renames: a broken build is never taken for a whole one.
 */
async function buildInto(path: string, program: GoProgram, goMod: string): Promise<void> {
  const workshop = await mkdtemp(join(dirname(path), 'build-'));
  try {
    await writeFile(join(workshop, 'go.mod'), mainModule(await readFile(goMod, 'utf8'), program));
    const built = join(workshop, 'program');
    const main = `${program.module}/${program.folder}`;
    const args = ['build', '-mod=mod', '-p', '2', '-trimpath', '-ldflags', '-s -w', '-o', built, main];
    await run('go', args, { cwd: workshop, maxBuffer: 64 * 1024 * 1024 });
    await rename(built, path);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** A go.mod that requires the program's module and repeats that module's own, but for replacements by folders beside it. */
function mainModule(goMod: string, { module, version }: GoProgram): string {
  const kept = goMod.split('\n').filter((line) => !/^module\s|=>\s*\.\.?\//u.test(line));
  return ['module built', ...kept, `require ${module} ${version}`, ''].join('\n');
}
