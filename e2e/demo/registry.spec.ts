import type { Locator, Page } from '@playwright/test';
import { askForScale, execute, settledRegistry } from './harbor';
import { expect, test } from './persona';
import { ownAddress } from '@/demo/gateway';

/** The demo has a gateway only on a machine with an address besides loopback. */
const NO_GATEWAY = 'this machine has no address but loopback';

test.use({ persona: 'Engineer' });

const conflicts = (page: Page): Locator => page.getByRole('table', { name: 'Where the sources disagree' });
const services = (page: Page): Locator => page.getByRole('table', { name: 'Services in the registry' });
const instances = (page: Page): Locator => page.getByRole('table', { name: 'Instances' });
const conflict = (page: Page, kind: string): Locator => page.locator(`tr[data-disagreement=${kind}]`);

test.describe('the registry', () => {
  test('has its own entry with the number of disagreements, and puts them first, in words', async ({
    page,
  }) => {
    test.setTimeout(90_000);
    await settledRegistry(page.request);
    await page.goto('/');
    const entry = page
      .getByRole('navigation', { name: 'Main', exact: true })
      .getByRole('link', { name: /^Registry/ });
    await expect(entry).toContainText(/[1-9]/);
    await entry.click();
    await expect(page).toHaveURL('/registry');
    // One device falls silent from time to time, so that the page may change between two reads.
    await expect(async () => {
      const now = (await settledRegistry(page.request)).flatMap((row) => row.conflicts).length;
      expect(await conflicts(page).getByRole('row').count()).toBe(now + 1);
      expect(await entry.textContent()).toContain(String(now));
    }).toPass({ timeout: 30_000 });

    const drift = conflict(page, 'port-mismatch').filter({ hasText: 'notifications' });
    await expect(drift).toContainText('declared as 8025');
    await expect(drift).toContainText('8080, EndpointSlice');
    await expect(drift).toContainText('Callers that use the port of the catalog fail.');
    await expect(conflict(page, 'ghost')).toContainText('ops/price-import');
    await expect(conflict(page, 'ghost')).toContainText('it has no owner');
    await expect(conflict(page, 'vanished')).toContainText('3 of 4 instances in production');
  });

  test('says what was read, and offers a fix: a text for the catalog or a Change with its plan', async ({
    page,
  }) => {
    test.setTimeout(90_000);
    await settledRegistry(page.request);
    await page.goto('/registry');
    await conflict(page, 'ghost').getByRole('button', { name: 'Ghost' }).click();
    const receipt = page.getByRole('dialog', { name: 'Receipt' });
    await expect(receipt).toContainText('registry.ghost');
    await expect(receipt).toContainText('containerPort');
    await page.keyboard.press('Escape');
    await expect(receipt).toBeHidden();
    await conflict(page, 'ghost').getByRole('button', { name: 'Declare it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Declare it' });
    await expect(dialog).toContainText('kind: Component');
    await expect(dialog).toContainText('backstage.io/kubernetes-label-selector: app=price-import');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await conflict(page, 'vanished').getByRole('link', { name: 'Scale to 4' }).click();
    await expect(page.getByRole('dialog', { name: 'Scale fraud-check' })).toBeVisible();
    await expect(page.getByRole('spinbutton', { name: 'Replicas' })).toHaveValue('4');
  });

  test('keeps search and filters in the address; an address finds its service', async ({ page, context }) => {
    await page.goto('/registry');
    const all = await services(page).locator('tbody tr').count();
    const detail = await page.request.get('/api/v1/registry/services/ledger');
    const { instances: own } = (await detail.json()) as { instances: { address: string }[] };
    await page.getByRole('searchbox', { name: 'Search the registry' }).fill(own[0]?.address ?? 'none');
    await expect(services(page).getByRole('link', { name: 'ledger' })).toBeVisible();
    await page.getByRole('searchbox', { name: 'Search the registry' }).fill('');
    await page.getByRole('button', { name: 'Status: all' }).click();
    await page.getByRole('option', { name: /^Critical/ }).click();
    await expect(page).toHaveURL('/registry?status=critical');
    await expect(services(page).getByRole('link', { name: 'payments' })).toBeVisible();
    const shown = await services(page).locator('tbody tr').count();
    expect(shown).toBeLessThan(all);
    const second = await context.newPage();
    await second.goto(page.url());
    await expect(services(second).locator('tbody tr')).toHaveCount(shown);
  });

  test('shows each service’s last day in its row, in words as well, by one question for all', async ({
    page,
  }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/v1/registry/')) asked.push(pathname);
    });
    await page.goto('/registry');
    const row = (name: string) =>
      services(page)
        .getByRole('row')
        .filter({ has: page.getByRole('link', { name, exact: true }) });
    await expect(row('payments').getByRole('img', { name: /\d of \d ready at the lowest/ })).toBeVisible();
    await expect(
      row('mail-relay').getByRole('img', { name: /ready in the last|ready at the lowest/ }),
    ).toBeVisible();
    // A service that only registers itself has no such history.
    await expect(row('label-printer').getByRole('img')).toHaveCount(0);
    expect(asked).toEqual(['/api/v1/registry/availability']);
  });

  test('answers by a name that nobody knows, in words', async ({ page }) => {
    const answer = await page.request.get('/api/v1/registry/services/no-such-service');
    expect(answer.status()).toBe(404);
    expect(await answer.json()).toMatchObject({ detail: 'The registry knows no service "no-such-service".' });
    expect((await page.goto('/registry/no-such-service'))?.status()).toBe(404);
  });
});

test.describe('a service of the registry', () => {
  test('has its instances, how it is found, and is linked with the Catalog both ways', async ({ page }) => {
    await page.goto('/catalog/payments');
    await page.getByRole('link', { name: '8 addresses' }).click();
    await expect(page).toHaveURL('/registry/payments');
    await expect(instances(page).locator('tbody tr')).toHaveCount(8);
    const bad = instances(page).locator('tbody tr').filter({ hasText: 'Critical' });
    await expect(bad).toHaveCount(4);
    await bad.first().getByRole('button', { name: 'Critical' }).click();
    await expect(page.getByRole('dialog', { name: 'Receipt' })).toContainText('registry.endpoint');
    await page.keyboard.press('Escape');
    await expect(page.getByText('payments.payments.svc.cluster.local').first()).toBeVisible();
    await expect(page.getByRole('img', { name: /^Ready endpoints/ })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Added and removed' })).toBeVisible();
    await page.getByRole('button', { name: 'Status: all' }).click();
    await page.getByRole('option', { name: /^Passing/ }).click();
    await expect(page).toHaveURL('/registry/payments?status=passing');
    await expect(instances(page).locator('tbody tr')).toHaveCount(4);
    await page.getByRole('link', { name: 'Open in the Catalog' }).click();
    await expect(page).toHaveURL('/catalog/payments');
  });

  test('follows a pod that comes, without a reload', async ({ page }) => {
    await page.goto('/registry/search');
    const pods = instances(page).locator('tbody tr').filter({ hasText: 'Kubernetes' });
    await expect(pods).toHaveCount(6);
    const target = { cluster: 'staging-eu', namespace: 'shop', kind: 'Deployment', name: 'search' } as const;
    await execute(page.request, await askForScale(page.request, target, 3));
    await expect(pods).toHaveCount(7);
    await execute(page.request, await askForScale(page.request, target, 2));
    await expect(pods).toHaveCount(6);
  });
});

test.describe('a service that is probed', () => {
  const GATEWAY = '/api/v1/registry/services/warehouse-gateway~fulfilment~production-eu';

  test('shows how long its answers take, and why its spare endpoint is not asked', async ({ page }) => {
    test.skip(ownAddress() === undefined, NO_GATEWAY);
    const answer = await page.request.get(GATEWAY);
    const service = (await answer.json()) as { instances: { address: string }[] };
    const own = service.instances.find(({ address }) => address !== '192.168.40.9');
    await page.goto('/registry/warehouse-gateway~fulfilment~production-eu');
    const row = instances(page).locator('tbody tr').filter({ hasText: own?.address });
    // For one minute in every six it reports a failure.
    await expect(row).toContainText(/\d+\u00a0ms.*HTTP (200|503)\./, { timeout: 20_000 });
    await page.reload();
    await expect(row.getByRole('img', { name: /probes of the last hour failed/ })).toBeVisible();
    await expect(instances(page).locator('tbody tr').filter({ hasText: '192.168.40.9' })).toContainText(
      'Not probed: 192.168.40.9 is in no range of registry.probes.allow.',
    );
    await expect(page.getByText('http :web/healthz every 5\u00a0s')).toBeVisible();
  });
});
