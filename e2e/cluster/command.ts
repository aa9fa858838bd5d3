import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Cluster } from './control-plane';
import { openCluster, whyNoCluster } from './open-cluster';

const USAGE = `npm run e2e:cluster -- [--name NAME] [--nodes N] [--manifest FILE…] [--keep FOLDER]

Starts a Kubernetes control plane on loopback and stays until Ctrl-C.
  --name NAME       name of the cluster and context (e2e)
  --nodes N         how many nodes (3)
  --manifest FILE…  apply these files, once the cluster is up
  --keep FOLDER     keep all data there, and go on from what is there`;

type Flags = { name?: string; nodes: number; manifests: string[]; folder?: string; help: boolean };

/** Starts a cluster, prints how to use it, and resolves when it has been stopped. Sets the exit code. */
export async function runCommand(argv: string[]): Promise<void> {
  const say = (line: string): void => {
    console.error(line);
  };
  let flags: Flags;
  try {
    flags = readFlags(argv);
  } catch (error) {
    say(`${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (flags.help) {
    say(USAGE);
    return;
  }
  const reason = whyNoCluster();
  if (reason !== null) {
    say(`skipped: ${reason}`);
    process.exitCode = 1;
    return;
  }
  if (process.env.E2E_KUBECONFIG) {
    const cluster = await openCluster();
    await applyAll(cluster, flags.manifests, say);
    announce(cluster);
    say(`Cluster "${cluster.name}" is E2E_KUBECONFIG's; nothing was started.`);
    return;
  }
  await stayUp(flags, say);
}

async function stayUp(flags: Flags, say: (line: string) => void): Promise<void> {
  const signal = untilSignal();
  const cluster = await openCluster({ ...flags, onProgress: say });
  try {
    if (!signal.received()) {
      await applyAll(cluster, flags.manifests, say);
      announce(cluster);
      say(`Cluster "${cluster.name}" is up; Ctrl-C ends it.`);
    }
    await signal.promise;
  } finally {
    signal.forget();
    await cluster.stop();
    say('stopped');
  }
}

async function applyAll(cluster: Cluster, manifests: string[], say: (line: string) => void): Promise<void> {
  for (const file of manifests) {
    await cluster.apply(file);
    say(`applied ${file}`);
  }
}

/** The one line on standard output, for a shell's `eval`. */
function announce(cluster: Cluster): void {
  console.log(`export KUBECONFIG=${cluster.kubeconfig}`);
}

function readFlags(argv: string[]): Flags {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      nodes: { type: 'string', default: '3' },
      manifest: { type: 'string', multiple: true, default: [] },
      keep: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (!/^\d{1,5}$/.test(values.nodes)) throw new Error(`--nodes takes a whole number, not "${values.nodes}"`);
  if (positionals.length > 0 && values.manifest.length === 0)
    throw new Error(`unexpected "${positionals[0]}"`);
  return {
    name: values.name,
    nodes: Number(values.nodes),
    // `--manifest a.yaml b.yaml`, as a shell's wildcard gives it.
    manifests: [...values.manifest, ...positionals].map((file) => resolve(file)),
    folder: values.keep === undefined ? undefined : resolve(values.keep),
    help: values.help,
  };
}

type SignalWatch = { promise: Promise<void>; received: () => boolean; forget: () => void };

/** Waits for the first SIGINT, SIGTERM or SIGHUP. Until `forget` is called the process stays alive, for an orderly stop. */
function untilSignal(): SignalWatch {
  let received = false;
  const promise = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        received = true;
        done();
      });
    }
  });
  // Signal handlers alone do not keep Node alive.
  const alive = setInterval(() => undefined, 60_000);
  return {
    promise,
    received: () => received,
    forget: () => {
      clearInterval(alive);
    },
  };
}
