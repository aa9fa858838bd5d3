import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { withLock } from './lock';

export const KUBERNETES_VERSION = 'v1.36.3';
const KWOK_VERSION = 'v0.8.0';
const GO_FOLDER = join(import.meta.dirname, 'go');
/** The programs in main.go; the name by which it is started selects one. */
const PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'] as const;

export type Program = (typeof PROGRAMS)[number] | 'kwok';

/** The folder of the binaries, or the folder in which they can be built, or why neither is possible. */
export type Assets =
  | { state: 'present'; folder: string }
  | { state: 'buildable'; folder: string }
  | { state: 'absent'; reason: string };

/** Looks without building: `KUBE_ASSETS`, then the user's cache, then a Go tool to build with. */
export function findAssets(env: NodeJS.ProcessEnv = process.env): Assets {
  const named = env.KUBE_ASSETS;
  if (named) {
    const missing = missingFrom(named);
    return missing.length === 0
      ? { state: 'present', folder: named }
      : { state: 'absent', reason: `KUBE_ASSETS (${named}) lacks ${missing.join(', ')}` };
  }
  const folder = cacheFolder(env);
  if (missingFrom(folder).length === 0) return { state: 'present', folder };
  if (onPath('go', env)) return { state: 'buildable', folder };
  return {
    state: 'absent',
    reason: 'no Kubernetes binaries: set KUBE_ASSETS to a folder of them, or install Go to have them built',
  };
}

/**
 * The folder with the binaries. Builds them first if necessary, which takes minutes the first time. Throws where that is not possible; call
 * `findAssets` first to skip instead.
 */
export async function ensureAssets(onProgress: (line: string) => void = () => undefined): Promise<string> {
  const assets = findAssets();
  if (assets.state === 'absent') throw new Error(assets.reason);
  if (assets.state === 'buildable') await build(assets.folder, onProgress);
  return assets.folder;
}

function missingFrom(folder: string): string[] {
  return [...PROGRAMS, 'kwok'].filter((name) => !existsSync(join(folder, name)));
}

/** The key depends on all inputs of the build, so that changed sources never use an old binary. */
function cacheFolder(env: NodeJS.ProcessEnv): string {
  const hash = createHash('sha256').update(KWOK_VERSION);
  for (const file of ['go.mod', 'go.sum', 'main.go']) hash.update(readFileSync(join(GO_FOLDER, file)));
  return join(userCache(env), `kube-${KUBERNETES_VERSION}-${hash.digest('hex').slice(0, 10)}`);
}

/** Where what was built for the tests is kept, for all checkouts of a user. */
export function userCache(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pilothouse');
}

export function onPath(name: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return (env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));
}

/** Builds, or waits for a process that does: two builds at a time take twice as long. */
function build(folder: string, onProgress: (line: string) => void): Promise<void> {
  return withLock(
    `${folder}.lock`,
    async () => {
      if (missingFrom(folder).length > 0) await buildNow(folder, onProgress);
    },
    (holder) => {
      onProgress(`process ${holder} builds Kubernetes; waiting for it …`);
    },
  );
}

/** Builds outside of the cache and renames the result, so that an interrupted or parallel build is never used. */
async function buildNow(folder: string, onProgress: (line: string) => void): Promise<void> {
  const workshop = `${folder}.${process.pid}`;
  await mkdir(workshop, { recursive: true });
  try {
    onProgress(
      `building Kubernetes ${KUBERNETES_VERSION} from its Go modules (about 5 minutes the first time) …`,
    );
    await go(
      ['build', '-v', '-p', '2', '-trimpath', '-ldflags', linkerFlags(), '-o', join(workshop, 'kube'), '.'],
      {},
      onProgress,
    );
    for (const name of PROGRAMS) await symlink('kube', join(workshop, name));
    onProgress(`building kwok ${KWOK_VERSION} …`);
    await go(
      ['install', '-v', '-trimpath', `sigs.k8s.io/kwok/cmd/kwok@${KWOK_VERSION}`],
      { GOBIN: workshop },
      onProgress,
    );
    await rename(workshop, folder).catch((cause: unknown) => {
      if (missingFrom(folder).length > 0) throw cause;
    });
    onProgress(`built into ${folder}`);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** Without these flags the programs call themselves v0.0.0 and kubectl warns about skew. */
function linkerFlags(): string {
  const [major, minor] = KUBERNETES_VERSION.slice(1).split('.');
  const base = 'k8s.io/component-base/version';
  return [
    '-s -w',
    `-X ${base}.gitVersion=${KUBERNETES_VERSION} -X ${base}.gitMajor=${major} -X ${base}.gitMinor=${minor}`,
    `-X k8s.io/client-go/pkg/version.gitVersion=${KUBERNETES_VERSION}`,
  ].join(' ');
}

async function go(
  args: string[],
  env: Record<string, string>,
  onProgress: (line: string) => void,
): Promise<void> {
  const began = Date.now();
  const child = spawn('go', args, {
    cwd: GO_FOLDER,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let last = '';
  let packages = 0;
  createInterface({ input: child.stderr }).on('line', (line) => {
    last = line;
    packages++;
  });
  const ticker = setInterval(() => {
    onProgress(`  … ${Math.round((Date.now() - began) / 1000)} s, ${packages} packages, now ${last}`);
  }, 15_000);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`go ${args[0]} failed (${code}): ${last}`);
  } finally {
    clearInterval(ticker);
  }
}
