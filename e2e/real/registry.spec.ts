import { test as base, expect, type BrowserContext } from '@playwright/test';
import { z } from 'zod';
import { registryServiceDetailSchema } from '@/lib/model';
import { whyNoCluster } from '../cluster/open-cluster';
import { signInWithToken } from '../incidents/screenshots';
import { byHand, openRegistryScene, type RegistryScene } from './registry-scene';

interface World {
  readonly scene: RegistryScene;
  /** A browser that has signed in. */
  readonly signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;
}

const test = base.extend<object, { world: World }>({
  world: [
    async ({ browser }, use) => {
      const scene = await openRegistryScene();
      try {
        const page = await browser.newPage();
        await signInWithToken(page, scene.product);
        await use({ scene, signedIn: await page.context().storageState() });
      } finally {
        await scene.stop();
      }
    },
    // Where the binaries must be built first, that takes minutes.
    { scope: 'worker', timeout: 1_800_000 },
  ],
  baseURL: ({ world }, use) => use(world.scene.product.url),
  storageState: ({ world }, use) => use(world.signedIn),
});

const skipped = whyNoCluster();
test.skip(skipped !== null, skipped ?? '');
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const anything = z.unknown();

test.describe('the disagreements that Kubernetes alone shows', () => {
  test('a ghost, a selector mismatch and a drifted port; and a worker is none', async ({
    page,
    world: { scene },
  }) => {
    const ghost = await scene.untilListed('ghost', 'price-import');
    expect(ghost.running).toMatchObject({ says: 'yes', detail: 'default/price-import' });
    const stray = await scene.untilListed('selector-mismatch', 'quotes');
    expect(stray.sentence).toContain('Service quotes selects app=quote, and its pods carry app=quotes');
    const drift = await scene.untilListed('port-mismatch', 'notifications');
    expect(drift.fix).toMatchObject({ type: 'copy', text: "pilothouse.dev/port: '8025'" });
    const listed = (await scene.conflicts()).map(({ kind, serviceName }) => `${kind} ${serviceName}`).sort();
    expect(listed).toEqual(['ghost price-import', 'port-mismatch notifications', 'selector-mismatch quotes']);
    await page.goto('/registry');
    const table = page.getByRole('table', { name: 'Where the sources disagree' });
    await expect(table.getByRole('row')).toHaveCount(4);
    for (const { serviceName, sentence } of [ghost, stray, drift]) {
      await expect(table.getByRole('row', { name: new RegExp(serviceName) })).toContainText(sentence);
    }
  });

  test('vanished: one is scaled away of two that the catalog wants; back, it is settled', async ({
    page,
    world: { scene },
  }) => {
    await page.goto('/registry');
    await scene.cluster.kubectl(['scale', 'deployment/billing', '--replicas=1']);
    const gone = await scene.untilListed('vanished', 'billing');
    expect(gone).toMatchObject({ address: '1 of 2 instances', fix: { type: 'scale', replicas: 2 } });
    await expect(page.locator('tr[data-disagreement=vanished]')).toContainText('1 of 2 instances');
    await scene.cluster.kubectl(['scale', 'deployment/billing', '--replicas=2']);
    await scene.untilSettled('vanished', 'billing');
    await expect(page.locator('tr[data-disagreement=vanished]')).toHaveCount(0);
  });

  test('a duplicated address: an endpoint that is written by hand is a pod of another service', async ({
    page,
    world: { scene },
  }) => {
    const { ip, name } = await scene.podOf('cart');
    await scene.cluster.apply(byHand('legacy', { ip }));
    const twice = await scene.untilListed('duplicate-address', 'legacy');
    expect(twice).toMatchObject({
      address: `${ip}:8080`,
      running: { word: 'runs cart', detail: `pod ${name}` },
    });
    await page.goto('/registry');
    await expect(page.locator('tr[data-disagreement=duplicate-address]')).toContainText(`is a pod of cart`);
    await scene.cluster.kubectl(['delete', 'service/legacy', 'endpointslice/legacy-by-hand']);
    await scene.untilSettled('duplicate-address', 'legacy');
  });

  test('a zombie: an endpoint that names a pod which is gone', async ({ page, world: { scene } }) => {
    const pod = await scene.podOf('cart');
    await scene.cluster.apply(byHand('parked', { ip: pod.ip, pod }));
    await scene.cluster.kubectl(['delete', 'pod', pod.name, '--wait=true']);
    const zombie = await scene.untilListed('zombie', 'parked');
    expect(zombie.running.detail).toBe(`pod ${pod.name} is gone`);
    await page.goto('/registry');
    await expect(page.locator('tr[data-disagreement=zombie]')).toContainText('written by hand');
    // Cart itself goes on with another pod, and nobody is accused of that.
    expect((await scene.conflicts()).filter(({ serviceName }) => serviceName === 'cart')).toEqual([]);
  });

  test('instances are what the cluster has: address, node, pod, and their DNS name', async ({
    world: { scene },
  }) => {
    const { instances, kubernetes } = await scene.api.ask(
      'GET',
      '/api/v1/registry/services/cart',
      registryServiceDetailSchema,
    );
    const fields = '{range .items[*].endpoints[*]}{.addresses[0]} {.targetRef.name} {.nodeName}{"\\n"}{end}';
    const slices = [
      'get',
      'endpointslices',
      '-l',
      'kubernetes.io/service-name=cart',
      '-o',
      `jsonpath=${fields}`,
    ];
    const inSlices = (await scene.cluster.kubectl(slices)).trim().split('\n').sort();
    expect(instances.map(({ address, pod, node }) => `${address} ${pod} ${node}`).sort()).toEqual(inSlices);
    expect(instances.every(({ status, port }) => status === 'passing' && port === 8080)).toBe(true);
    expect(kubernetes[0]?.dns[0]?.name).toBe('cart.default.svc.cluster.local');
  });
});

test.describe('the disagreements of what registers itself', () => {
  const register = (scene: RegistryScene, path: string, body: object): Promise<unknown> =>
    scene.api.ask('PUT', `/api/v1/registry/instances/${path}`, anything, { ttlSeconds: 3600, ...body });

  test('a zombie whose pod is gone, a duplicate at another service’s pod, and a port that no container has', async ({
    page,
    world: { scene },
  }) => {
    const billing = await scene.podOf('billing');
    const cart = await scene.podOf('cart');
    await register(scene, 'billing/billing-1', { address: billing.ip, port: 8080 });
    await register(scene, 'quotes/quotes-1', { address: cart.ip, port: 8080 });
    await register(scene, 'cart/cart-1', { address: cart.ip, port: 9999 });
    await register(scene, 'label-printer/printer-1', { address: '192.0.2.7', port: 7070 });
    await scene.cluster.kubectl(['delete', 'pod', billing.name, '--wait=true']);
    const zombie = await scene.untilListed('zombie', 'billing');
    expect(zombie).toMatchObject({
      address: `${billing.ip}:8080`,
      registered: { says: 'yes' },
      running: { says: 'no' },
      fix: { type: 'deregister', service: 'billing', instance: 'billing-1' },
    });
    expect((await scene.untilListed('duplicate-address', 'quotes')).sentence).toContain('is a pod of cart');
    const drift = await scene.untilListed('port-mismatch', 'cart');
    // The catalog and the pods say 8080: the entry is wrong, not they.
    expect([drift.registered.word, drift.fix?.type]).toEqual(['registered as 9999', 'deregister']);
    expect((await scene.conflicts()).filter(({ serviceName }) => serviceName === 'label-printer')).toEqual(
      [],
    );

    await page.goto('/registry');
    const row = page.locator('tr[data-disagreement=zombie]').filter({ hasText: 'billing' });
    await row.getByRole('button', { name: 'Deregister' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deregister billing-1' }).click();
    await expect(row).toHaveCount(0);

    await page.goto('/registry/label-printer');
    await page.getByRole('button', { name: 'Drain', exact: true }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Paper is out.');
    await page.getByRole('button', { name: 'Drain printer-1' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'printer-1 is drained' })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Instances' })).toContainText('Draining');
    await page.getByRole('button', { name: 'End draining', exact: true }).click();
    await page.getByRole('button', { name: 'End draining printer-1' }).click();
    await expect(page.getByRole('table', { name: 'Instances' })).toContainText('Passing');
  });
});
