import { OPTIONAL_KINDS } from '@/lib/model';
import { beforeAll, describe, expect, it } from 'vitest';
import { WRITE_VERBS } from '../cluster/audit';
import { whyNoCluster } from '../cluster/open-cluster';
import { deployment, openBoutique, SERVICES, type Boutique } from './boutique';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

describe.skipIf(skipped !== null)('a kubeconfig that may only view, and no nodes', () => {
  let boutique: Boutique;
  beforeAll(async () => {
    boutique = await openBoutique({ user: 'viewer' });
    return () => boutique.stop();
  });

  it('shows the forbidden kind as forbidden and everything else as usual', async () => {
    const [cluster] = await boutique.api.clusters();
    expect(cluster).toMatchObject({ state: 'live', nodes: { total: 0, ready: 0 } });
    const kinds = cluster?.kinds ?? [];
    const own = kinds.filter(({ kind }) => !OPTIONAL_KINDS.has(kind));
    expect(own.filter(({ state }) => state !== 'live').map(({ kind, state }) => [kind, state])).toEqual([
      ['Node', 'forbidden'],
    ]);
    expect(kinds.find(({ kind }) => kind === 'Node')?.reason).toMatch(/nodes is forbidden: User "viewer"/);
    const services = await boutique.api.services();
    expect(services.map(({ name, health }) => [name, health.status])).toEqual(
      SERVICES.map((name) => [name, 'Healthy']),
    );
  });

  it('plans no Change that the cluster refuses, and shows the message of the server', async () => {
    const refused = await boutique.api.refusal('POST', '/api/v1/changes', {
      action: 'scale',
      target: deployment('frontend'),
      params: { replicas: 2 },
    });
    expect(refused).toMatchObject({ status: 422, code: 'cluster-refused' });
    expect(refused.detail).toContain(
      'deployments.apps "frontend" is forbidden: User "viewer" cannot patch resource "deployments"',
    );
    const changes = await boutique.api.call('GET', '/api/v1/changes');
    expect(await changes.json()).toEqual({ items: [], nextCursor: null });
    expect(await boutique.cluster.auditLog({ userAgent: 'pilothouse', verb: WRITE_VERBS })).toEqual([]);
  });
});
