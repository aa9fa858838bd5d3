import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ChangeDetail, ChangeState, ServiceSummary } from '@/lib/model';
import { WRITE_VERBS, type AuditEvent } from '../cluster/audit';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { deployment, idOf, openBoutique, type Boutique, type ServiceName } from './boutique';
import { openLive, rowIn } from './live-tap';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

describe.skipIf(skipped !== null)('changes on a real control plane', () => {
  let boutique: Boutique;
  beforeAll(async () => {
    boutique = await openBoutique();
    return () => boutique.stop();
  });

  const inDeployment = (name: ServiceName, jsonpath: string): Promise<string> =>
    boutique.cluster.kubectl(['get', 'deployment', name, '-o', `jsonpath={${jsonpath}}`]);
  const replicasOf = async (name: ServiceName): Promise<number> =>
    Number(await inDeployment(name, '.spec.replicas'));
  const writesTo = (name: ServiceName): Promise<AuditEvent[]> =>
    boutique.cluster.auditLog({ userAgent: 'pilothouse', verb: WRITE_VERBS, name });
  const planScale = (name: ServiceName, replicas: number): Promise<ChangeDetail> =>
    boutique.api.requestChange({ action: 'scale', target: deployment(name), params: { replicas } });
  const ended = (id: string, state: ChangeState): Promise<ChangeDetail> =>
    eventually(
      async () => {
        const change = await boutique.api.change(id);
        return change.outcome !== null && change.state === state && change;
      },
      { what: `${id} ${state}`, timeoutMs: 30_000 },
    );

  it('kubectl scale shows in the stream, from the first word to all pods ready', async () => {
    const live = await openLive(boutique.product, ['services']);
    const row = (wanted: (service: ServiceSummary) => boolean) =>
      live.next('the scale', (message) =>
        rowIn<ServiceSummary>(message, 'services', (each) => each.id === idOf('adservice') && wanted(each)),
      );
    await row(({ placements: [at] }) => at?.desired === 1);
    await boutique.cluster.kubectl(['scale', 'deployment/adservice', '--replicas=3']);
    const first = await row(({ placements: [at] }) => at?.desired === 3);
    expect(first.placements[0]?.ready).toBeLessThan(3);
    const last = await row(({ placements: [at] }) => at?.ready === 3);
    expect(last.health.status).not.toBe('Degraded');
    live.close();
  });

  it('a scale is planned, written once, watched to its end, and is what kubectl reads', async () => {
    const change = await planScale('cartservice', 3);
    expect(change).toMatchObject({
      state: 'planned',
      title: 'Scale cartservice 1 → 3',
      service: idOf('cartservice'),
      approvalsNeeded: 0,
      plan: { diff: [{ path: 'spec.replicas', before: '1', after: '3' }] },
    });
    expect(await replicasOf('cartservice')).toBe(1);

    await boutique.api.execute(change);
    const done = await ended(change.id, 'succeeded');
    expect(done.outcome?.sentence).toMatch(/\.$/);
    expect(await replicasOf('cartservice')).toBe(3);
    expect(await inDeployment('cartservice', '.status.readyReplicas')).toBe('3');
    expect(await inDeployment('cartservice', '.metadata.managedFields[*].manager')).toContain('pilothouse');

    const writes = await eventually(async () => {
      const found = await writesTo('cartservice');
      return found.length > 0 && found;
    });
    expect(writes).toHaveLength(1);
    expect(writes[0]).toMatchObject({ verb: 'patch', responseStatus: { code: 200 } });
    expect(writes[0]?.userAgent).toMatch(/^pilothouse\/\S+ op\/[\w-]+$/);

    // A second request does nothing.
    expect(
      (
        await boutique.api.call('POST', `/api/v1/changes/${change.id}/execute`, {
          planHash: change.plan.hash,
        })
      ).status,
    ).toBe(409);
    expect(await writesTo('cartservice')).toHaveLength(1);
  });

  it('the same Idempotency-Key is the same Change', async () => {
    const { url, token } = boutique.product;
    const ask = async (replicas: number): Promise<Response> =>
      fetch(`${url}/api/v1/changes`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': 'scale-emailservice',
        },
        body: JSON.stringify({ action: 'scale', target: deployment('emailservice'), params: { replicas } }),
      });
    const [first, second, other] = [await ask(2), await ask(2), await ask(4)];
    expect(first.status).toBe(201);
    const { id } = (await first.json()) as ChangeDetail;
    expect(((await second.json()) as ChangeDetail).id).toBe(id);
    expect(other.status).toBe(409);
  });

  it('a deploy writes the image of one container', async () => {
    const image = 'registry.example/shippingservice:v2';
    const change = await boutique.api.requestChange({
      action: 'deploy',
      target: deployment('shippingservice'),
      params: { image },
      reason: 'Cheaper parcels.',
    });
    expect(change.plan.diff).toMatchObject([
      { path: 'spec.template.spec.containers[server].image', after: image },
    ]);
    await boutique.api.execute(change);
    const done = await ended(change.id, 'succeeded');
    expect(done.progress?.state).toBe('Complete');
    expect(await inDeployment('shippingservice', '.spec.template.spec.containers[*].image')).toBe(image);
    const service = await boutique.api.service(idOf('shippingservice'));
    expect(service.placements[0]).toMatchObject({ version: 'v2', ready: 1 });
    expect(service.changes[0]).toMatchObject({ id: change.id, state: 'succeeded' });
  });

  it('an object that moved since the plan voids it, and nothing is written', async () => {
    const change = await planScale('paymentservice', 4);
    await boutique.cluster.kubectl(['scale', 'deployment/paymentservice', '--replicas=2']);
    await boutique.api.execute(change);
    const done = await ended(change.id, 'void');
    expect(done.outcome).toMatchObject({ result: 'voided' });
    expect(done.sentence).toContain('nothing was written');
    expect(await replicasOf('paymentservice')).toBe(2);
    expect(await writesTo('paymentservice')).toEqual([]);
  });

  it('a move of the status alone, at another resourceVersion, voids nothing', async () => {
    const change = await planScale('currencyservice', 2);
    await boutique.cluster.kubectl(['delete', 'pod', '-l', 'app=currencyservice', '--wait=false']);
    await eventually(
      async () =>
        (await inDeployment('currencyservice', '.metadata.resourceVersion')) !== change.plan.resourceVersion,
      { what: 'another resourceVersion' },
    );
    await boutique.api.execute(change);
    await ended(change.id, 'succeeded');
    expect(await replicasOf('currencyservice')).toBe(2);
    // A status that moves between the read and the write costs a refused try (409), which writes nothing.
    const writes = await writesTo('currencyservice');
    expect(writes.filter(({ responseStatus }) => responseStatus?.code === 200)).toHaveLength(1);
    expect(writes.filter(({ responseStatus }) => ![200, 409].includes(responseStatus?.code ?? 0))).toEqual(
      [],
    );
  });

  it('a Change that was taken back is not executed', async () => {
    const change = await planScale('redis-cart', 2);
    await boutique.api.ask('POST', `/api/v1/changes/${change.id}/cancel`, z.unknown(), {});
    expect(
      await boutique.api.refusal('POST', `/api/v1/changes/${change.id}/execute`, {
        planHash: change.plan.hash,
      }),
    ).toMatchObject({
      status: 409,
    });
    expect(await replicasOf('redis-cart')).toBe(1);
    expect(await writesTo('redis-cart')).toEqual([]);
  });

  it('every step is in the audit log, and its chain holds', async () => {
    const answer = await boutique.api.call('GET', '/api/v1/audit?verify=1&limit=500');
    const { items, chain } = (await answer.json()) as {
      items: { action: string; subject: string }[];
      chain: { intact: boolean; records: number };
    };
    expect(chain).toMatchObject({ intact: true });
    const done = (await boutique.api.service(idOf('cartservice'))).changes[0]?.id;
    const steps = items.filter(({ subject }) => subject === done).map(({ action }) => action);
    expect(steps.reverse()).toEqual(['change.requested', 'change.intent', 'change.outcome']);
  });
});
