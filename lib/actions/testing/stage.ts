import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestCluster, deploymentManifest } from '@/demo/cluster/testing';
import type { DemoCluster } from '@/demo/cluster/cluster';
import { findChange } from '@/lib/db/changes';
import type { ChangeRecord } from '@/lib/db/change-record';
import type { Db } from '@/lib/db/client';
import { createRig, type Rig } from '@/lib/actions/testing/rig';
import { EVERYTHING, type Actor, type ChangeState, type ClusterGateway, type Role } from '@/lib/model';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import type { ActionContext, ExecutionContext } from '../context';
import { ENVIRONMENTS, SESSION_SECRET } from './environments';
import { createChangeRunner, type Runner } from '../runner';
import { actionKeys } from '../seal';

export function person(name: string, role: Role, ...groups: string[]): Actor {
  return { id: `user:${name.toLowerCase()}`, name, role, groups, sessionId: null };
}

export const eve = person('Eve', 'engineer', 'shop');
export const lea = person('Lea', 'lead', 'shop');
export const vic = person('Vic', 'viewer', 'shop');

/** The plan that the actor has seen. */
export function seen({ planHash }: Pick<ChangeRecord, 'planHash'>) {
  return { planHash };
}

/** A demo cluster with its API, watched as in production, and a real database, for tests of the use cases. */
export interface Stage {
  readonly cluster: DemoCluster;
  readonly rig: Rig;
  readonly database: TestDatabase;
  readonly db: Db;
  readonly runner: Runner;
  readonly execution: ExecutionContext;
  readonly kubeconfig: string;
  as(actor: Actor): ActionContext;
  /** Moves only the app's clock forward, not the cluster's. */
  skip(ms: number): void;
  /** Runs the cluster until a Change has a status, and returns the Change. */
  until(id: string, status: ChangeState, stepMs?: number): Promise<ChangeRecord>;
  /** Runs the cluster until its picture fulfils a condition. */
  untilSeen(seen: () => boolean | Promise<boolean>, stepMs?: number): Promise<void>;
  /** Writes that reached the cluster's Deployments, dry runs left out. */
  writes(): { readonly code: number; readonly userAgent: string }[];
  close(): Promise<void>;
}

export interface StageOptions {
  readonly execution?: Partial<ExecutionContext>;
  /** Wraps the real gateway of the cluster. */
  readonly intercept?: (real: ClusterGateway) => ClusterGateway;
}

const same = (gateway: ClusterGateway) => gateway;

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const cluster = createTestCluster({ startMs: Date.now() });
  for (const namespace of ['shop', 'shop-prod', 'shop-guarded']) {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
      status: { phase: 'Active' },
    });
    const manifest = deploymentManifest('cart', '1.0.0');
    cluster.apply({ ...manifest, metadata: { ...manifest.metadata, namespace } });
  }
  cluster.advance(60_000);
  await cluster.listen();
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-stage-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, kubeconfigOf(cluster.url));
  const database = await testDatabase();
  const rig = createRig(kubeconfig);
  let skippedMs = 0;
  const gateway = (name: string) => {
    const real = rig.clusters.gateway(name);
    return real && (options.intercept ?? same)(real);
  };
  const execution: ExecutionContext = {
    world: rig.store,
    db: database.db,
    clusters: { gateway },
    environments: ENVIRONMENTS,
    now: () => new Date(cluster.clock.now() + skippedMs),
    log: rig.log,
    keys: actionKeys(SESSION_SECRET),
    ...options.execution,
  };
  const runner = createChangeRunner(execution);
  const as = (actor: Actor): ActionContext => ({
    ...execution,
    scope: EVERYTHING,
    actor,
    runner,
    services: {
      ofWorkload: ({ name }) => ({ id: name, name, owner: 'shop', environment: 'staging' }),
      dependentsOf: () => ({ direct: [], indirect: 0, unseen: 0 }),
    },
  });
  const untilSeen = async (seen: () => boolean | Promise<boolean>, stepMs = 500) => {
    const deadline = Date.now() + 60_000;
    while (!(await seen())) {
      if (Date.now() > deadline) throw new Error('It was not seen within 60 s.');
      cluster.advance(stepMs);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await rig.start();
  await untilSeen(
    () =>
      rig.store.cluster('test')?.get('Deployment', 'shop-guarded', 'cart')?.status.availableReplicas === 2,
  );
  return {
    cluster,
    rig,
    database,
    db: database.db,
    runner,
    execution,
    kubeconfig,
    as,
    skip: (ms) => (skippedMs += ms),
    untilSeen,
    async until(id, status, stepMs) {
      const find = () => findChange(database.db, id);
      try {
        await untilSeen(async () => (await find())?.state === status, stepMs);
      } catch (cause) {
        throw new Error(`${id} is not ${status}: ${JSON.stringify(await find())}`, { cause });
      }
      const change = await find();
      if (change === null) throw new Error(`There is no ${id}.`);
      return change;
    },
    writes: () => cluster.requests({ verb: 'patch', resource: 'deployments', dryRun: false }),
    async close() {
      await runner.stop();
      await rig.stop();
      await cluster.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

function kubeconfigOf(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'admin', user: { token: 'admin-token' } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  });
}
