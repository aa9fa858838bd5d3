import { beforeAll, describe, expect, it } from 'vitest';
import type { ChangeDetail, ChangeState, ChangeTarget } from '@/lib/model';
import { WRITE_VERBS, type AuditEvent } from '../cluster/audit';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { CLUSTER, deployment, idOf, openBoutique, type Boutique, type ServiceName } from './boutique';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

/** A StatefulSet and a DaemonSet, whose templates their controllers keep in ControllerRevisions. */
const SETS = ['StatefulSet', 'DaemonSet'].map((kind) => {
  const name = kind.toLowerCase();
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {
      selector: { matchLabels: labels },
      ...(kind === 'StatefulSet' ? { serviceName: name, replicas: 2 } : {}),
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: `registry.example/${name}:v1` }] },
      },
    },
  };
});

describe.skipIf(skipped !== null)('restart and rollback on a real control plane', () => {
  let boutique: Boutique;
  beforeAll(async () => {
    boutique = await openBoutique();
    await boutique.cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: SETS }));
    return () => boutique.stop();
  });

  const kubectl = (...args: string[]): Promise<string> => boutique.cluster.kubectl(args);
  const read = (kind: string, name: string, jsonpath: string): Promise<string> =>
    kubectl('get', kind, name, '-o', `jsonpath={${jsonpath}}`);
  const writesTo = (name: string): Promise<AuditEvent[]> =>
    boutique.cluster.auditLog({ userAgent: 'pilothouse', verb: WRITE_VERBS, name });
  const ended = (id: string, state: ChangeState): Promise<ChangeDetail> =>
    eventually(
      async () => {
        const change = await boutique.api.change(id);
        return change.outcome !== null && change.state === state && change;
      },
      { what: `${id} ${state}`, timeoutMs: 60_000 },
    );
  const target = (kind: ChangeTarget['kind'], name: string): ChangeTarget => ({
    cluster: CLUSTER,
    namespace: 'default',
    kind,
    name,
  });
  const run = async (asked: Parameters<Boutique['api']['requestChange']>[0]): Promise<ChangeDetail> => {
    const change = await boutique.api.requestChange(asked);
    await boutique.api.execute(change);
    return ended(change.id, 'succeeded');
  };
  /** A revision of a workload is known once its page shows it. */
  const revisionsOf = (name: ServiceName, count: number) =>
    eventually(
      async () => {
        const { revisions } = await boutique.api.service(idOf(name));
        return revisions.length >= count && revisions;
      },
      { what: `${count} revisions of ${name}`, timeoutMs: 30_000 },
    );
  const rolledOut = (resource: string): Promise<string> =>
    kubectl('rollout', 'status', resource, '--timeout=90s');

  it('a restart replaces the pods once, as kubectl would', async () => {
    const pods = () => kubectl('get', 'pods', '-l', 'app=emailservice', '-o', 'name');
    const before = await pods();
    const done = await run({ action: 'restart', target: deployment('emailservice'), params: {} });
    expect(done).toMatchObject({ title: 'Restart emailservice', action: 'restart' });
    const [field] = done.plan.diff;
    expect(field?.path).toBe('spec.template.metadata.annotations[kubectl.kubernetes.io/restartedAt]');
    const annotation = '.spec.template.metadata.annotations.kubectl\\.kubernetes\\.io/restartedAt';
    expect(await read('deployment', 'emailservice', annotation)).toBe(field?.after);
    expect(await eventually(async () => (await pods()) !== before, { what: 'another pod' })).toBe(true);
    expect(
      (await writesTo('emailservice')).filter(({ responseStatus }) => responseStatus?.code === 200),
    ).toHaveLength(1);
  });

  it('a rollback brings the whole template back, and is what kubectl calls a new revision', async () => {
    const name = 'shippingservice';
    const first = await read('deployment', name, '.spec.template.spec.containers[0].image');
    await kubectl('set', 'env', `deployment/${name}`, 'LEVEL=debug', 'API_TOKEN=hunter2-hunter2');
    await kubectl('set', 'image', `deployment/${name}`, 'server=registry.example/shippingservice:v2');
    await rolledOut(`deployment/${name}`);
    const revisions = await revisionsOf(name, 3);
    const [oldest] = revisions.filter(({ kept }) => kept).slice(-1);
    const number = Number(oldest?.revision);

    const change = await boutique.api.requestChange({
      action: 'rollback',
      target: deployment(name),
      params: { revision: number },
    });
    expect(change.title).toBe(`Roll back ${name} to revision ${number} (${oldest?.version})`);
    const at = 'spec.template.spec.containers[server]';
    expect(change.plan.diff).toEqual(
      expect.arrayContaining([
        { path: `${at}.env[API_TOKEN].value`, before: '••••••', after: null },
        { path: `${at}.env[LEVEL].value`, before: 'debug', after: null },
        { path: `${at}.image`, before: 'registry.example/shippingservice:v2', after: first },
      ]),
    );
    expect(JSON.stringify(change)).not.toContain('hunter2');
    await boutique.api.execute(change);
    await ended(change.id, 'succeeded');
    expect(await read('deployment', name, '.spec.template.spec.containers[0].image')).toBe(first);
    expect(
      await read('deployment', name, '.spec.template.spec.containers[0].env[?(@.name=="LEVEL")].value'),
    ).toBe('');
    expect(await read('deployment', name, '.spec.template.metadata.labels.pod-template-hash')).toBe('');
    const now = await read('deployment', name, '.metadata.annotations.deployment\\.kubernetes\\.io/revision');
    expect(Number(now)).toBe(number + 3);
    // kubectl's own undo to that revision finds nothing to change: it is the same template.
    expect(await kubectl('rollout', 'undo', `deployment/${name}`, `--to-revision=${now}`)).toMatch(
      /skipped rollback/,
    );
  });

  it.each(['StatefulSet', 'DaemonSet'] as const)(
    'a %s is restarted, and rolled back from its ControllerRevision',
    async (kind) => {
      const name = kind.toLowerCase();
      const resource = `${name}/${name}`;
      await rolledOut(resource);
      await kubectl('set', 'image', resource, `main=registry.example/${name}:v2`);
      await rolledOut(resource);
      await run({ action: 'restart', target: target(kind, name), params: {} });
      await rolledOut(resource);
      const done = await run({ action: 'rollback', target: target(kind, name), params: { revision: 1 } });
      expect(done.title).toBe(`Roll back ${name} to revision 1 (v1)`);
      expect(await read(name, name, '.spec.template.spec.containers[0].image')).toBe(
        `registry.example/${name}:v1`,
      );
      await rolledOut(resource);
    },
  );

  it('a template that was edited between request and write voids both', async () => {
    const name = 'recommendationservice';
    await kubectl('set', 'image', `deployment/${name}`, 'server=registry.example/recommendationservice:v2');
    await rolledOut(`deployment/${name}`);
    const revisions = await revisionsOf(name, 2);
    const [oldest] = revisions.slice(-1);
    const revision = Number(oldest?.revision);
    const asked = [
      await boutique.api.requestChange({ action: 'restart', target: deployment(name), params: {} }),
      await boutique.api.requestChange({
        action: 'rollback',
        target: deployment(name),
        params: { revision },
      }),
    ];
    const privileged = {
      containers: [{ name: 'server', securityContext: { privileged: true, allowPrivilegeEscalation: true } }],
    };
    await kubectl(
      'patch',
      'deployment',
      name,
      '-p',
      JSON.stringify({ spec: { template: { spec: privileged } } }),
    );
    for (const change of asked) {
      await boutique.api.execute(change);
      const done = await ended(change.id, 'void');
      expect(done.sentence).toMatch(/securityContext\.\w*rivilege\w+.*nothing was written/);
    }
    expect(await writesTo(name)).toEqual([]);
  });

  it('a paused Deployment, an unknown revision and a Rollout are refused with why', async () => {
    await kubectl('rollout', 'pause', 'deployment/redis-cart');
    const refusal = (body: object) => boutique.api.refusal('POST', '/api/v1/changes', body);
    const paused = deployment('redis-cart');
    await eventually(
      async () =>
        (await refusal({ action: 'restart', target: paused, params: {} })).detail.includes('paused'),
      { what: 'the pause' },
    );
    expect(
      await refusal({ action: 'rollback', target: deployment('shippingservice'), params: { revision: 99 } }),
    ).toMatchObject({
      status: 422,
      errors: [{ field: 'params.revision', message: expect.stringMatching(/expected \d/) as string }],
    });
    const rollout = { ...paused, kind: 'Rollout' };
    const refused = await refusal({ action: 'rollback', target: rollout, params: { revision: 1 } });
    expect(refused).toMatchObject({ status: 422, errors: [{ field: 'target.kind' }] });
    expect(refused.detail).toContain('its own tools do that');
  });
});
