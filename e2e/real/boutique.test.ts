import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { publishedBoutique, STAND_IN } from '../fixtures';
import { idOf, openBoutique, SERVICES, type Boutique } from './boutique';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

const published = publishedBoutique();
if (published === null) console.warn('skipped: Online Boutique as it is published (../shared/fixtures)');
const SHOPS = [
  ['the stand-in for Online Boutique', STAND_IN],
  ...(published === null ? [] : [['Online Boutique as it is published', published] as const]),
] as const;

describe.skipIf(skipped !== null).each(SHOPS)('%s on a real control plane', (_, manifest) => {
  let boutique: Boutique;
  beforeAll(async () => {
    boutique = await openBoutique({ manifest });
    return () => boutique.stop();
  });

  it('lists its 12 services as soon as it is ready: Healthy, each with sentence and receipt', async () => {
    const services = await boutique.api.services();
    expect(services.map(({ name }) => name)).toEqual([...SERVICES]);
    for (const { id, name, health, placements } of services) {
      expect(health, name).toMatchObject({ status: 'Healthy', last: null });
      expect(health.message, name).toMatch(/^[A-Z0-9].*\.$/);
      expect(health.receipts[0], name).toMatchObject({
        cluster: 'boutique',
        object: { namespace: 'default' },
      });
      expect(Date.now() - Date.parse(health.receipts[0]?.observedAt ?? '')).toBeLessThan(30_000);
      expect(placements, name).toHaveLength(1);
      expect(placements[0], name).toMatchObject({
        id: `${id}@boutique/default`,
        environment: 'unassigned',
        ready: 1,
        desired: 1,
      });
    }
  });

  it('shows a service with the pods, endpoints and rollout that kubectl sees', async () => {
    const { cluster, api } = boutique;
    const service = await api.service(idOf('frontend'));
    const pods = await cluster.kubectl(['get', 'pods', '-l', 'app=frontend', '-o', 'json']);
    const [pod] = (JSON.parse(pods) as { items: { metadata: { name: string }; status: { podIP: string } }[] })
      .items;
    expect(service.pods).toMatchObject([
      { ref: { name: pod?.metadata.name }, phase: 'Running', ready: true, ip: pod?.status.podIP },
    ]);
    expect(service.endpoints.map(({ service, address, ready }) => ({ service, address, ready }))).toEqual(
      ['frontend', 'frontend-external'].map((name) => ({
        service: name,
        address: pod?.status.podIP,
        ready: true,
      })),
    );
    expect(service.workloads).toMatchObject([
      {
        ref: { kind: 'Deployment', name: 'frontend' },
        replicas: 1,
        ready: 1,
        health: { status: 'Healthy' },
        containers: [{ name: 'server' }],
      },
    ]);
    expect(service.rollouts).toMatchObject([{ state: 'Complete', kubectl: 'success', revision: '1' }]);
    expect(service.events.map(({ reason }) => reason)).toContain('ScalingReplicaSet');
  });

  it('narrows the list by its filters', async () => {
    const { api } = boutique;
    const names = async (query: string): Promise<string[]> =>
      (await api.services(query)).map(({ name }) => name);
    expect(await names('?q=CART')).toEqual(['cartservice', 'redis-cart']);
    expect(await names('?cluster=boutique&health=Degraded')).toEqual([]);
    expect(await names('?environment=unassigned&q=frontend')).toEqual(['frontend']);
  });

  it('says within 10 s why an image cannot be pulled, while the old pods serve; undo heals it', async () => {
    const { cluster, api } = boutique;
    const image = 'registry.example/frontend:v9-nopull';
    await cluster.kubectl(['scale', 'deployment/frontend', '--replicas=2']);
    await cluster.kubectl(['rollout', 'status', 'deployment/frontend', '--timeout=60s']);
    const before = new Set((await api.service(idOf('frontend'))).pods.map(({ ref }) => ref.name));

    await cluster.kubectl(['set', 'image', 'deployment/frontend', `server=${image}`]);
    const service = await eventually(
      async () => {
        const now = await api.service(idOf('frontend'));
        return now.health.status === 'Degraded' && now.rollouts[0]?.state === 'Stalled' && now;
      },
      { what: 'Degraded and Stalled', timeoutMs: 10_000 },
    );

    const stuck = service.pods.filter(({ ref }) => !before.has(ref.name));
    expect(stuck).toHaveLength(1);
    const blocker = service.rollouts[0]?.blocker;
    expect(blocker).toMatchObject({ code: 'image-pull', pods: 1, pod: stuck[0]?.ref.name, image });
    expect(blocker?.detail).toMatch(/v9-nopull.*(not found|Back-off|ErrImagePull)/s);
    expect(service.health.message).toMatch(/pull/);
    expect(service.health.message).toContain('still serve');
    expect(service.health.receipts[0]?.object).toMatchObject({ kind: 'Pod', name: stuck[0]?.ref.name });
    const serving = service.endpoints.filter(({ service: name, ready }) => name === 'frontend' && ready);
    expect(new Set(serving.map(({ pod }) => pod))).toEqual(before);

    expect(await api.troubles()).toMatchObject([{ serviceName: 'frontend', health: { status: 'Degraded' } }]);

    await cluster.kubectl(['rollout', 'undo', 'deployment/frontend']);
    await eventually(
      async () => {
        const now = await api.service(idOf('frontend'));
        return now.health.status === 'Healthy' && now.rollouts[0]?.state === 'Complete';
      },
      { what: 'Healthy again', timeoutMs: 15_000 },
    );
  });

  it('reads nothing from the cluster when somebody views a page', async () => {
    const { cluster, api } = boutique;
    const asked = async (): Promise<string[]> => {
      // Once this request of kubectl is in the log, everything before it is there too.
      const marker = `marker-${Date.now()}`;
      await cluster.kubectl(['get', 'namespaces', `--field-selector=metadata.name=${marker}`]);
      await eventually(async () =>
        (await cluster.auditLog()).some(({ requestURI }) => requestURI.includes(marker)),
      );
      const requests = await cluster.auditLog({ userAgent: 'pilothouse', verb: ['get', 'list'] });
      return requests.map(({ verb, requestURI }) => `${verb} ${requestURI}`);
    };
    const before = await asked();
    const paths = [
      ...['/', '/catalog', `/catalog/${idOf('frontend')}`, '/rollouts', '/changes', '/clusters', '/audit'],
      ...[
        'services',
        `services/${idOf('cartservice')}`,
        'rollouts',
        'clusters',
        'clusters/boutique',
        'health',
      ].map((path) => `/api/v1/${path}`),
    ];
    for (let round = 0; round < 50; round += 1) {
      const answers = await Promise.all(paths.map((path) => api.call('GET', path)));
      for (const answer of answers) {
        expect(answer.status, answer.url).toBe(200);
        await answer.text();
      }
    }
    expect(await asked()).toEqual(before);
  });
});
