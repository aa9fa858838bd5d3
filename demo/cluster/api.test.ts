import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppsV1Api, CoreV1Api, KubeConfig, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { createTestCluster, deploymentManifest, serviceManifest } from './testing';
import type { DemoCluster } from './cluster';

let cluster: DemoCluster;
let apps: AppsV1Api;
let core: CoreV1Api;
let config: KubeConfig;

beforeEach(async () => {
  cluster = createTestCluster({ ringSize: 100_000 });
  cluster.apply(serviceManifest('cart'));
  cluster.apply(deploymentManifest('cart', '1.0.0'));
  cluster.advance(15_000);
  await cluster.listen();
  config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'test', server: cluster.url, skipTLSVerify: true }],
    users: [{ name: 'admin', token: 'admin-token' }],
    contexts: [{ name: 'test', cluster: 'test', user: 'admin' }],
    currentContext: 'test',
  });
  apps = config.makeApiClient(AppsV1Api);
  core = config.makeApiClient(CoreV1Api);
});

afterEach(() => cluster.close());

const deployments = '/apis/apps/v1/namespaces/shop/deployments';

type Init = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

async function call(path: string, init: Init = {}, token = 'admin-token') {
  return fetch(`${cluster.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
}

async function json(path: string, init: Init = {}, token?: string) {
  const response = await call(path, init, token);
  return {
    code: response.status,
    body: (await response.json()) as Record<string, never> & {
      metadata: Record<string, string>;
      items: { metadata: { name: string } }[];
    },
  };
}

const patch = (type: string, body: unknown): Init => ({
  method: 'PATCH',
  headers: { 'content-type': type },
  body: JSON.stringify(body),
});
const merge = (body: unknown) => patch('application/merge-patch+json', body);

interface Frame {
  type: string;
  object: {
    kind: string;
    code?: number;
    reason?: string;
    metadata: { name?: string; resourceVersion: string; annotations?: Record<string, string> };
  };
}

/** Reads a watch until `enough` returns true or it ends, in order. */
async function watch(path: string, enough: (frames: Frame[]) => boolean, drive: () => void = () => {}) {
  const abort = new AbortController();
  const response = await call(path, { signal: abort.signal });
  const frames: Frame[] = [];
  const decoder = new TextDecoder();
  let rest = '';
  drive();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    frames.push(...lines.map((line) => JSON.parse(line) as Frame));
    if (enough(frames)) break;
  }
  abort.abort();
  return frames;
}

describe('reading', () => {
  it('serves client-node: list, get, discovery, version', async () => {
    const list = await apps.listNamespacedDeployment({ namespace: 'shop' });
    expect(list.items.map((item) => item.metadata?.name)).toEqual(['cart']);
    expect(
      (await core.listPodForAllNamespaces({ labelSelector: 'app in (cart, other)' })).items,
    ).toHaveLength(2);
    expect((await core.listPodForAllNamespaces({ labelSelector: 'app!=cart' })).items).toHaveLength(0);
    expect(
      (await core.listPodForAllNamespaces({ fieldSelector: 'metadata.namespace=shop,status.phase=Running' }))
        .items,
    ).toHaveLength(2);
    expect((await json('/version')).body).toMatchObject({ gitVersion: 'v1.36.3' });
    expect((await json('/apis/apps/v1')).body).toMatchObject({ kind: 'APIResourceList' });
    expect(await (await fetch(`${cluster.url}/livez`)).text()).toBe('ok');
  });

  it('pages by limit and continue, and refuses a token after compaction', async () => {
    const first = await json('/api/v1/nodes?limit=4');
    expect(first.body.items).toHaveLength(4);
    const next = `/api/v1/nodes?limit=4&continue=${String(first.body.metadata.continue)}`;
    expect((await json(next)).body.items.map((item) => item.metadata.name)).toEqual(['node-5', 'node-6']);
    cluster.compact();
    expect(await json(next)).toMatchObject({ code: 410, body: { reason: 'Expired' } });
    expect((await json('/api/v1/nodes?continue=nonsense')).code).toBe(400);
  });

  it('writes MicroTimes with six fractional digits', async () => {
    const { items } = await core.listNamespacedEvent({
      namespace: 'shop',
      fieldSelector: 'reason=Scheduled',
    });
    expect(items.length).toBeGreaterThan(0);
    expect(
      JSON.stringify((await json('/api/v1/namespaces/shop/events?fieldSelector=reason%3DScheduled')).body),
    ).toMatch(/"eventTime":"[^"]+\.\d{6}Z"/);
  });

  it('returns logs, also of a previous run', async () => {
    cluster.apply(deploymentManifest('cart', '1.0.1-oom', { replicas: 1 }));
    cluster.advance(120_000);
    const { items } = await core.listNamespacedPod({ namespace: 'shop' });
    const killed = items.find((pod) => pod.spec?.containers[0]?.image?.includes('oom'))?.metadata?.name ?? '';
    const old = items.find((pod) => pod.spec?.containers[0]?.image?.endsWith('1.0.0'))?.metadata?.name ?? '';
    expect(
      (await core.readNamespacedPodLog({ namespace: 'shop', name: old, tailLines: 2 })).trim().split('\n'),
    ).toHaveLength(2);
    expect(await core.readNamespacedPodLog({ namespace: 'shop', name: killed, previous: true })).toContain(
      'garbage collection',
    );
    expect((await json(`/api/v1/namespaces/shop/pods/${old}/log?previous=true`)).code).toBe(400);
  });
});

describe('watching', () => {
  const ended = '&timeoutSeconds=60';

  it('sends what happens after a version, with bookmarks, until its time is over', async () => {
    const { body } = await json(deployments);
    const path = `${deployments}?watch=1&allowWatchBookmarks=true&resourceVersion=${String(body.metadata.resourceVersion)}${ended}`;
    const frames = await watch(
      path,
      () => false,
      () => {
        cluster.apply(deploymentManifest('cart', '1.1.0'));
        cluster.advance(61_000);
      },
    );
    expect(frames[0]).toMatchObject({
      type: 'MODIFIED',
      object: { kind: 'Deployment', metadata: { name: 'cart' } },
    });
    expect(frames.filter(({ type }) => type === 'BOOKMARK').length).toBeGreaterThanOrEqual(3);
    const versions = frames.map(({ object }) => Number(object.metadata.resourceVersion));
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });

  it('sends initial events and marks their end', async () => {
    const path =
      '/api/v1/nodes?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const frames = await watch(path, (seen) => seen.length === 7);
    expect(frames.map(({ type }) => type)).toEqual([...Array<string>(6).fill('ADDED'), 'BOOKMARK']);
    expect(frames[6]?.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
  });

  it('answers 410 after compaction, in the stream or as a status', async () => {
    const version = String((await json(deployments)).body.metadata.resourceVersion);
    const path = `${deployments}?watch=1&resourceVersion=${version}`;
    cluster.compact();
    expect(await watch(path, () => false)).toMatchObject([
      { type: 'ERROR', object: { code: 410, reason: 'Expired' } },
    ]);
    cluster.compact({ refusal: 'status' });
    expect(await json(path)).toMatchObject({ code: 410, body: { kind: 'Status', reason: 'Expired' } });
  });

  it('sees an object leave a selector as DELETED', async () => {
    const version = String((await json(deployments)).body.metadata.resourceVersion);
    const path = `${deployments}?watch=1&labelSelector=app%3Dcart&resourceVersion=${version}`;
    const moved = { ...deploymentManifest('cart', '1.0.0') };
    moved.metadata = { ...moved.metadata, labels: { app: 'moved' } };
    const frames = await watch(
      path,
      (seen) => seen.length > 0,
      () => cluster.apply(moved),
    );
    expect(frames[0]?.type).toBe('DELETED');
  });

  it('is silent while held and sends afterwards what it held back', async () => {
    const version = String((await json(deployments)).body.metadata.resourceVersion);
    const release = cluster.holdWatches('deployments');
    let held = true;
    const frames = await watch(
      `${deployments}?watch=1&resourceVersion=${version}`,
      (seen) => seen.length > 0,
      () => {
        cluster.apply(deploymentManifest('cart', '1.1.0'));
        setTimeout(() => {
          held = false;
          release();
        }, 20);
      },
    );
    expect(held).toBe(false);
    expect(frames[0]?.type).toBe('MODIFIED');
  });

  it('can stop, come back and send invalid messages', async () => {
    const path = `${deployments}?watch=1`;
    const abort = new AbortController();
    const response = await call(path, { signal: abort.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    expect(cluster.openWatches()).toBe(1);
    expect(cluster.emitMalformed('frame', 'deployments')).toBe(1);
    expect(new TextDecoder().decode((await reader?.read())?.value)).toMatch(
      /^\{"type":"MODIFIED","object":\{"kind":"Po\n$/,
    );
    await cluster.goAway();
    await expect(reader?.read()).rejects.toThrow();
    await expect(json(deployments)).rejects.toThrow();
    await cluster.comeBack();
    expect((await json(deployments)).code).toBe(200);
  });
});

describe('writing', () => {
  it('scales by the subresource, once, and the controllers follow', async () => {
    const scale = await apps.readNamespacedDeploymentScale({ namespace: 'shop', name: 'cart' });
    if (scale.spec) scale.spec.replicas = 4;
    await apps.replaceNamespacedDeploymentScale({
      namespace: 'shop',
      name: 'cart',
      body: scale,
      fieldManager: 'pilothouse',
    });
    cluster.advance(10_000);
    const after = await apps.readNamespacedDeployment({ namespace: 'shop', name: 'cart' });
    expect(after.status?.availableReplicas).toBe(4);
    expect(after.metadata?.generation).toBe(2);
    const owner = after.metadata?.managedFields?.find(({ manager }) => manager === 'pilothouse');
    expect(owner).toMatchObject({
      operation: 'Update',
      subresource: 'scale',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    });
    expect(cluster.requests({ verb: 'update' })).toMatchObject([
      { resource: 'deployments', subresource: 'scale', code: 200, user: 'admin' },
    ]);
  });

  it('shows a dry run and keeps nothing of it', async () => {
    const before = await json(`${deployments}/cart`);
    const body = [
      {
        op: 'replace',
        path: '/spec/template/spec/containers/0/image',
        value: 'registry.harbor.example/cart:2',
      },
    ];
    const seen = await apps.patchNamespacedDeployment(
      { namespace: 'shop', name: 'cart', body, dryRun: 'All' },
      setHeaderOptions('Content-Type', PatchStrategy.JsonPatch),
    );
    expect(seen.spec?.template.spec?.containers[0]?.image).toBe('registry.harbor.example/cart:2');
    expect(seen.metadata?.generation).toBe(2);
    expect((await json(`${deployments}/cart`)).body).toEqual(before.body);
    expect(
      (
        await json(`${deployments}?dryRun=All`, {
          method: 'POST',
          body: JSON.stringify(deploymentManifest('new', '1')),
        })
      ).code,
    ).toBe(201);
    expect((await json(`${deployments}/new`)).code).toBe(404);
  });

  it('merges strategically by container and variable name', async () => {
    const containers = [
      { name: 'cart', image: 'registry.harbor.example/cart:1.2.0', env: [{ name: 'A', value: '1' }] },
    ];
    const strategic = (env: unknown[]) =>
      patch('application/strategic-merge-patch+json', {
        spec: { template: { spec: { containers: [{ name: 'cart', env }] } } },
      });
    await json(
      `${deployments}/cart`,
      patch('application/strategic-merge-patch+json', { spec: { template: { spec: { containers } } } }),
    );
    await json(`${deployments}/cart`, strategic([{ name: 'B', value: '2' }]));
    await json(`${deployments}/cart`, strategic([{ name: 'A', $patch: 'delete' }]));
    const { body } = await json(`${deployments}/cart`);
    expect(body).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                image: 'registry.harbor.example/cart:1.2.0',
                env: [{ name: 'B', value: '2' }],
                ports: [{ containerPort: 8080 }],
              },
            ],
          },
        },
      },
    });
  });

  it('keeps the version where nothing changes, the generation where only labels do', async () => {
    const before = (await json(`${deployments}/cart`)).body.metadata;
    expect(
      (await json(`${deployments}/cart`, merge({ spec: { replicas: 2 } }))).body.metadata.resourceVersion,
    ).toBe(before.resourceVersion);
    const labelled = (
      await json(
        `${deployments}/cart`,
        merge({ metadata: { labels: { tier: '1' } }, status: { replicas: 99 } }),
      )
    ).body;
    expect(labelled.metadata.resourceVersion).not.toBe(before.resourceVersion);
    expect(labelled).toMatchObject({ metadata: { generation: 1 }, status: { replicas: 2 } });
  });

  it.each([
    [
      'a stale version',
      409,
      'Conflict',
      `${deployments}/cart`,
      merge({ metadata: { resourceVersion: '1' }, spec: { replicas: 3 } }),
    ],
    [
      'another uid',
      409,
      'Conflict',
      `${deployments}/cart`,
      merge({ metadata: { uid: 'other' }, spec: { replicas: 3 } }),
    ],
    [
      'a second create',
      409,
      'AlreadyExists',
      deployments,
      { method: 'POST', body: JSON.stringify(deploymentManifest('cart', '1')) },
    ],
    ['negative replicas', 422, 'Invalid', `${deployments}/cart`, merge({ spec: { replicas: -1 } })],
    ['negative scale', 422, 'Invalid', `${deployments}/cart/scale`, merge({ spec: { replicas: -1 } })],
    [
      'an empty image',
      422,
      'Invalid',
      `${deployments}/cart`,
      patch('application/json-patch+json', [
        { op: 'replace', path: '/spec/template/spec/containers/0/image', value: '' },
      ]),
    ],
    ['what is not JSON', 400, 'BadRequest', `${deployments}/cart`, { ...merge({}), body: '{' }],
    [
      'an unknown patch type',
      415,
      'UnsupportedMediaType',
      `${deployments}/cart`,
      patch('application/apply-patch+yaml', {}),
    ],
    ['an absent object', 404, 'NotFound', `${deployments}/nobody`, merge({})],
    ['an absent resource', 404, 'NotFound', '/apis/apps/v1/widgets', {}],
    ['a path without sense', 400, 'BadRequest', '/api/v1/%E0%A4%A', {}],
    ['an unknown dry run', 400, 'BadRequest', `${deployments}/cart?dryRun=Maybe`, merge({})],
  ])('refuses %s with %i %s', async (_what, code, reason, path, init) => {
    expect(await json(path, init)).toMatchObject({
      code,
      body: { kind: 'Status', status: 'Failure', reason, code },
    });
  });

  it('refuses users without permission: 401, 403 and a SelfSubjectAccessReview', async () => {
    expect((await json(deployments, {}, 'nobody')).code).toBe(401);
    expect(await json(`${deployments}/cart`, merge({ spec: { replicas: 3 } }), 'viewer-token')).toMatchObject(
      {
        code: 403,
        body: {
          message:
            'deployments.apps "cart" is forbidden: User "viewer" cannot patch resource "deployments" in API group "apps" in the namespace "shop"',
        },
      },
    );
    const undo = cluster.deny({ resource: 'pods', namespace: 'shop' });
    expect((await json('/api/v1/namespaces/shop/pods')).code).toBe(403);
    const review = async (verb: string) => {
      const asked = { spec: { resourceAttributes: { verb, resource: 'pods', namespace: 'shop' } } };
      const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
      return (await json(path, { method: 'POST', body: JSON.stringify(asked) })).body;
    };
    expect(await review('list')).toMatchObject({ status: { allowed: false } });
    undo();
    expect(await review('list')).toMatchObject({ status: { allowed: true } });
  });

  it('deletes a pod gracefully, and a Deployment with all it owns', async () => {
    const { items } = await core.listNamespacedPod({ namespace: 'shop' });
    const gone = await core.deleteNamespacedPod({ namespace: 'shop', name: items[0]?.metadata?.name ?? '' });
    expect(gone.metadata?.deletionTimestamp).toBeTruthy();
    cluster.advance(10_000);
    expect((await core.listNamespacedPod({ namespace: 'shop' })).items).toHaveLength(2);
    await apps.deleteNamespacedDeployment({ namespace: 'shop', name: 'cart' });
    cluster.advance(10_000);
    expect((await core.listNamespacedPod({ namespace: 'shop' })).items).toHaveLength(0);
    expect((await apps.listNamespacedReplicaSet({ namespace: 'shop' })).items).toHaveLength(0);
  });
});
