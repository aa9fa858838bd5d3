import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WRITE_VERBS } from './audit';
import { whyNoCluster } from './open-cluster';
import { startControlPlane, type ControlPlane } from './control-plane';
import { onlineBoutique } from '../fixtures';
import { eventually } from './eventually';
import { KubectlError } from './kubectl';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

describe.skipIf(skipped !== null)('a control plane of our own', () => {
  let cluster: ControlPlane;
  beforeAll(async () => {
    cluster = await startControlPlane({ name: 'shop', onProgress: console.log });
  });
  afterAll(async () => {
    await cluster.stop();
  });

  it('runs Online Boutique: all 12 Deployments roll out', async () => {
    await cluster.apply(onlineBoutique());
    const names = lines(await cluster.kubectl(['get', 'deployments', '-o', 'name']));
    expect(names).toHaveLength(12);
    for (const name of names) {
      expect(await cluster.kubectl(['rollout', 'status', name, '--timeout=60s'])).toContain(
        'successfully rolled out',
      );
    }
    const ready = await cluster.kubectl([
      'get',
      'endpointslices',
      '-o',
      'jsonpath={.items[*].endpoints[*].conditions.ready}',
    ]);
    expect(new Set(ready.split(' '))).toEqual(new Set(['true']));
  });

  it('answers a viewer by ClusterRole view and an outsider with nothing', async () => {
    const may = (user: 'viewer' | 'outsider', ...question: string[]): Promise<string> =>
      cluster.kubectl(['auth', 'can-i', ...question], { user }).then(
        (answer) => answer.trim(),
        (error: unknown) => (error instanceof KubectlError ? 'no' : Promise.reject(error as Error)),
      );
    expect(await may('viewer', 'list', 'deployments', '--all-namespaces')).toBe('yes');
    expect(await may('viewer', 'patch', 'deployments')).toBe('no');
    expect(await may('viewer', 'list', 'nodes')).toBe('no');
    expect(await may('outsider', 'list', 'pods')).toBe('no');
    await expect(cluster.kubectl(['get', 'pods'], { user: 'outsider' })).rejects.toThrow(
      'pods is forbidden: User "outsider" cannot list resource "pods"',
    );
  });

  it('records each write with who and what, and keeps dry runs apart', async () => {
    const ours = { userAgent: 'kubectl/', verb: WRITE_VERBS, resource: 'deployments', name: 'adservice' };
    const before = (await cluster.auditLog(ours)).length;
    await cluster.kubectl(['scale', 'deployment/adservice', '--replicas=2']);
    await cluster.kubectl(['scale', 'deployment/adservice', '--replicas=3', '--dry-run=server']);
    const writes = await eventually(async () => {
      const found = await cluster.auditLog(ours);
      return found.length > before && found;
    });
    expect(writes).toHaveLength(before + 1);
    expect(writes.at(-1)).toMatchObject({
      user: { username: 'admin' },
      requestObject: { spec: { replicas: 2 } },
    });
    const dry = await eventually(async () => {
      const found = await cluster.auditLog({ ...ours, dryRun: true });
      return found.length > 0 && found;
    });
    expect(dry).toHaveLength(1);
  });

  it('answers for the containers: kubectl logs', async () => {
    expect(await cluster.kubectl(['logs', 'deployment/frontend'])).toContain('listening on :8080');
  });

  it('loses its API server and gets it back on the same port, data intact', async () => {
    await cluster.killApiServer();
    await expect(cluster.kubectl(['get', 'pods', '--request-timeout=2s'])).rejects.toThrow(/refused/);
    await cluster.restartApiServer();
    expect(lines(await cluster.kubectl(['get', 'deployments', '-o', 'name']))).toHaveLength(12);
    await cluster.kubectl(['set', 'image', 'deployment/frontend', 'server=frontend:v0.10.7']);
    const status = await cluster.kubectl(['rollout', 'status', 'deployment/frontend', '--timeout=60s']);
    expect(status).toContain('successfully rolled out');
  });

  it('freezes and thaws its API server', async () => {
    cluster.freezeApiServer();
    await expect(cluster.kubectl(['get', 'ns', '--request-timeout=1s'])).rejects.toThrow();
    cluster.thawApiServer();
    expect(await cluster.kubectl(['get', 'namespaces', '-o', 'name'])).toContain('namespace/default');
  });

  it('runs beside another, and stopping that leaves nothing of it', async () => {
    const other = await startControlPlane({ name: 'other', nodes: 1 });
    const pids = other.pids();
    expect(pids).toHaveLength(5);
    expect(other.server).not.toBe(cluster.server);
    await other.stop();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(other.folder)).toBe(false);
    expect(await cluster.kubectl(['get', '--raw', '/readyz'])).toBe('ok');
  });
});

describe.skipIf(skipped !== null)('a process that dies with its control plane up', () => {
  it('leaves no orphans and no folder', async () => {
    const place = await mkdtemp(join(tmpdir(), 'pilothouse-orphan-'));
    const script = join(place, 'start.mts');
    await writeFile(
      script,
      `import { startControlPlane } from ${JSON.stringify(join(import.meta.dirname, 'control-plane.ts'))};
       const { folder, pids } = await startControlPlane({ nodes: 1 });
       console.log(JSON.stringify({ folder, pids: pids() }));
       setInterval(() => {}, 1000);`,
    );
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve);
      child.once('exit', (code) => {
        reject(new Error(`ended with ${code}`));
      });
    });
    const { folder, pids } = JSON.parse(said) as { folder: string; pids: number[] };
    expect(pids.filter(isAlive)).toHaveLength(5);
    child.kill('SIGKILL');
    await eventually(() => pids.filter(isAlive).length === 0 && !existsSync(folder), { what: 'no orphans' });
    await rm(place, { recursive: true });
  });
});

function lines(text: string): string[] {
  return text.split('\n').filter(Boolean);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
