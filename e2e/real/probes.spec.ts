import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type BrowserContext } from '@playwright/test';
import { z } from 'zod';
import { registryLatencyPageSchema, registryServiceDetailSchema, type RegistryInstance } from '@/lib/model';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { signInWithToken } from '../incidents/screenshots';
import { openRegistryScene, type RegistryScene } from './registry-scene';

/** Loopback is never probed, and no API server takes it into a slice: the machine's own address is. */
const address = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal && !one.address.startsWith('169.254.'))?.address;

interface Backend {
  readonly port: number;
  /** How it answers from now on; null: it no longer listens. */
  answer(status: number | null): Promise<void>;
  asked(): number;
}

interface World {
  readonly scene: RegistryScene;
  readonly backend: Backend;
  readonly signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function openBackend(): Promise<Backend & { stop(): Promise<void> }> {
  let status = 200;
  let asked = 0;
  const serve = () =>
    createServer((_request, response) => {
      asked += 1;
      response.writeHead(status, { location: '/elsewhere' }).end('a secret of the shop');
    });
  let server: Server | null = serve();
  const port = await listen(server, 0);
  const close = async (): Promise<void> => {
    const closing = server;
    server = null;
    if (closing === null) return;
    await new Promise((resolve) => {
      closing.close(resolve);
      closing.closeAllConnections();
    });
  };
  return {
    port,
    asked: () => asked,
    async answer(next) {
      if (next === null) return close();
      status = next;
      if (server === null) await listen((server = serve()), port);
    },
    stop: close,
  };
}

const test = base.extend<object, { world: World }>({
  world: [
    async ({ browser }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'pilothouse-probes-'));
      const config = join(folder, 'pilothouse.yaml');
      await writeFile(config, `registry: {probes: {allow: ['${address}/32'], clusters: [harbour]}}\n`);
      const backend = await openBackend();
      const scene = await openRegistryScene({ PILOTHOUSE_CONFIG: config });
      try {
        const page = await browser.newPage();
        await signInWithToken(page, scene.product);
        await use({ scene, backend, signedIn: await page.context().storageState() });
      } finally {
        await scene.stop();
        await backend.stop();
        await rm(folder, { recursive: true });
      }
    },
    { scope: 'worker', timeout: 1_800_000 },
  ],
  baseURL: ({ world }, use) => use(world.scene.product.url),
  storageState: ({ world }, use) => use(world.signedIn),
});

const skipped = whyNoCluster() ?? (address === undefined ? 'this machine has no address but loopback' : null);
test.skip(skipped !== null, skipped ?? '');
test.describe.configure({ mode: 'serial', timeout: 180_000 });

function manifests(
  port: number,
  { probe, addresses }: { probe: string; addresses: readonly string[] },
): string {
  const endpoints = addresses.map((one) => `  - {addresses: ['${one}'], conditions: {ready: true}}`);
  return `apiVersion: v1
kind: Service
metadata: {name: till, annotations: {pilothouse.dev/probe: '${probe}'}}
spec: {ports: [{name: http, port: 80, targetPort: ${port}}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: till-by-hand, labels: {kubernetes.io/service-name: till}}
addressType: IPv4
ports: [{name: http, port: ${port}, protocol: TCP}]
endpoints:
${endpoints.join('\n')}`;
}

const TILL = 'till~default~harbour';
const PROBE = 'http:http/healthz interval=1s unhealthy=2';

async function instances({ api }: RegistryScene): Promise<readonly RegistryInstance[]> {
  return (await api.ask('GET', `/api/v1/registry/services/${TILL}`, registryServiceDetailSchema)).instances;
}

/** Waits until the till fits, and returns it. */
const untilTill = (scene: RegistryScene, what: string, fits: (till: RegistryInstance) => boolean) =>
  eventually(
    async () => (await instances(scene).catch(() => [])).find((one) => one.address === address && fits(one)),
    { what, timeoutMs: 30_000 },
  );

test('an endpoint is asked, falls silent, and answers again: the page shows it by itself', async ({
  page,
  world: { scene, backend },
}) => {
  const addresses = [address ?? '', '198.51.100.9'];
  await scene.cluster.apply(manifests(backend.port, { probe: PROBE, addresses }));
  const well = await untilTill(scene, 'an answer', ({ probes }) => probes[0]?.status === 'passing');
  expect(well).toMatchObject({ status: 'passing', probes: [{ sentence: 'HTTP 200.', heard: 'answer' }] });
  const spare = (await instances(scene)).find((one) => one.address === '198.51.100.9');
  expect(spare).toMatchObject({
    status: 'passing',
    probes: [{ status: null, sentence: 'Not probed: 198.51.100.9 is in no range of registry.probes.allow.' }],
  });

  await page.goto(`/registry/${TILL}`);
  const row = page.getByRole('table', { name: 'Instances' }).locator('tbody tr').filter({ hasText: address });
  await expect(row).toContainText('HTTP 200.');
  await expect(row).toContainText(/\d+\u00a0ms/);

  await backend.answer(302);
  await expect(row).toContainText('Warning', { timeout: 15_000 });
  await expect(row).toContainText('HTTP 302.');
  await row.getByRole('button', { name: 'Warning' }).click();
  const receipt = page.getByRole('dialog', { name: 'Receipt' });
  await expect(receipt).toContainText('registry.probe');
  await expect(receipt).toContainText('is ready, but does not answer as it should: HTTP 302.');
  await page.keyboard.press('Escape');

  await backend.answer(null);
  await expect(row).toContainText('connection refused', { timeout: 15_000 });
  await expect(page.locator('body')).not.toContainText('a secret of the shop');
  expect(JSON.stringify(await instances(scene))).not.toContain('secret');

  await backend.answer(200);
  await expect(row).toContainText('Passing', { timeout: 15_000 });
  const { items } = await scene.api.ask(
    'GET',
    `/api/v1/registry/services/${TILL}/latency`,
    registryLatencyPageSchema,
  );
  const [minutes] = items.filter(({ instance }) => instance === well.id);
  const sum = (counts: readonly number[] = []): number => counts.reduce((total, count) => total + count, 0);
  // Two of 302 turned the verdict, and one at least was refused.
  expect(sum(minutes?.failed)).toBeGreaterThanOrEqual(3);
  expect(sum(minutes?.asked)).toBeGreaterThan(sum(minutes?.failed));
  expect(minutes?.p50Ms.some((ms) => ms !== null)).toBe(true);
  await page.reload();
  await expect(page.getByText('of Service default/till does not answer')).toBeVisible();
  await expect(page.getByText('of Service default/till answers again: HTTP 200.')).toBeVisible();
  await expect(row.getByRole('img', { name: /probes of the last hour failed/ })).toBeVisible();
});

test('one that leaves is asked no more; a mistake in the annotation is shown where it is looked for', async ({
  page,
  world: { scene, backend },
}) => {
  await page.goto(`/registry/${TILL}`);
  await scene.cluster.apply(manifests(backend.port, { probe: PROBE, addresses: ['198.51.100.9'] }));
  await expect(page.getByRole('table', { name: 'Instances' }).locator('tbody tr')).toHaveCount(1);
  const before = backend.asked();
  const bad = manifests(backend.port, { probe: 'http:80 interval=often', addresses: [address ?? ''] });
  await scene.cluster.apply(bad);
  const problem = 'pilothouse.dev/probe: interval: expected 1s to 1h, such as 10s, got “often”.';
  await expect(page.getByText(problem).first()).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText('Endpoints of Service default/till in harbour are not probed.')).toBeVisible();
  expect(backend.asked()).toBe(before);
});

test('what registers itself is asked where it wants to be, and is critical while it does not answer', async ({
  page,
  world: { scene, backend },
}) => {
  await backend.answer(500);
  await scene.api.ask('PUT', '/api/v1/registry/instances/scales/scales-1', z.unknown(), {
    address,
    port: backend.port,
    ttlSeconds: 3600,
    probe: 'http:/healthz interval=1s unhealthy=2',
  });
  await page.goto('/registry/scales');
  const row = page.getByRole('table', { name: 'Instances' }).locator('tbody tr').filter({ hasText: address });
  await expect(row).toContainText('Critical');
  await expect(row).toContainText('HTTP 500.');
  await backend.answer(200);
  await expect(row).toContainText('Passing', { timeout: 15_000 });
  await expect(row).toContainText(/\d+\u00a0ms/);
  const { items } = await scene.api.ask(
    'GET',
    '/api/v1/registry/services/scales/latency',
    registryLatencyPageSchema,
  );
  expect(items).toMatchObject([
    { instance: 'self:scales/scales-1', asks: `http http://${address}:${backend.port}/healthz` },
  ]);
});
