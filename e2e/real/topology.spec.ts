import { whyNoPrometheus } from '../traffic/prometheus';
import { idOf } from './boutique';
import { expect, test } from './world';

const idOfBox = (name: Parameters<typeof idOf>[0]): string => `${idOf(name)}@boutique/default`;

test('the map draws Online Boutique, and what a manifest changes moves it', async ({ page, world }) => {
  await page.getByRole('link', { name: 'Topology', exact: true }).first().click();
  const map = page.getByRole('group', { name: /callers left, callees right$/ });
  await expect(map.locator('.g-node[data-kind=service], .g-node[data-kind=data]')).toHaveCount(12);
  await expect(map).toHaveAccessibleName(/^13 boxes and/);
  await map.locator(`[data-box="${idOfBox('frontend')}"]`).click();
  const side = page.getByRole('complementary', { name: 'frontend' });
  await expect(side.getByRole('heading', { name: 'Called by 2' })).toBeVisible();
  await expect(side.getByRole('heading', { name: 'Calls 7' })).toBeVisible();
  await side.getByRole('button', { name: /cartservice/ }).click();
  await expect(side).toContainText('containers[server].env[CART_SERVICE_ADDR]');
  await expect(side).toContainText('cartservice:7070');
  await world.cluster.kubectl(['set', 'env', 'deployment/frontend', 'MAIL_ADDR=emailservice:5000']);
  await expect(side.getByRole('heading', { name: 'Calls 8' })).toBeVisible();
  await world.cluster.kubectl(['set', 'env', 'deployment/frontend', 'MAIL_ADDR-']);
  await expect(side.getByRole('heading', { name: 'Calls 7' })).toBeVisible();
});

test('the map shows traffic that a Prometheus saw, and until when once that is silent', async ({
  page,
  world: { prometheus },
}) => {
  test.skip(prometheus === null, whyNoPrometheus() ?? '');
  const edge = `${idOfBox('frontend')}>${idOfBox('cartservice')}:calls`;
  const query = { node: idOfBox('frontend'), edge };
  await page.goto(`/topology?${new URLSearchParams(query).toString()}`);
  const side = page.getByRole('complementary', { name: 'frontend' });
  const row = side.locator('.edge-row').filter({ hasText: 'cartservice' });
  await expect(row).toContainText('30 % of 1,200/min fail');
  await expect(page.locator('.g-tag')).toContainText('1,200/min');
  const receipts = side.locator('.receipt');
  await expect(receipts.first()).toContainText('istio_requests_total');
  await expect(receipts.first()).toContainText(/1,200\/min, 360\/min answer 503/);
  await expect(receipts.last()).toContainText('containers[server].env[CART_SERVICE_ADDR]');
  await expect(page.locator('.map__foot')).toContainText('4 observed');

  await page.goto(`/catalog/${encodeURIComponent(idOf('cartservice'))}`);
  await expect(page.getByRole('region', { name: 'Called by' })).toContainText('30 % of 1,200/min fail');

  await page.goto(`/topology?${new URLSearchParams(query).toString()}`);
  await expect(row).toContainText('1,200/min');
  await prometheus?.stop();
  const note = page.getByRole('status').filter({ hasText: 'Traffic is not known' });
  await expect(note).toContainText('It cannot be reached (ECONNREFUSED).', { timeout: 30_000 });
  await expect(row).toContainText(/was 1,200\/min, /);
  await expect(side.getByRole('heading', { name: /^Was observed/ })).toBeVisible();
});

/** A shop that calls a payment provider. */
const shop = (version: string, provider: string): string =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'till', labels: { 'backstage.io/kubernetes-id': 'till' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'till' } },
      template: {
        metadata: { labels: { app: 'till' } },
        spec: {
          containers: [
            {
              name: 'till',
              image: `registry.example/till:${version}`,
              env: [{ name: 'PROVIDER_URL', value: `https://key:secret@${provider}/v2` }],
            },
          ],
        },
      },
    },
  });

test('two namespaces of one cluster are compared as staging and production, and follow what kubectl sets', async ({
  page,
  world: { cluster },
}) => {
  for (const namespace of ['shop-staging', 'shop-production']) {
    await cluster.kubectl(['create', 'namespace', namespace]);
  }
  try {
    await cluster.apply(shop('2.10.0', 'sandbox.example'), 'shop-staging');
    await cluster.apply(shop('2.9.3', 'pay.example'), 'shop-production');
    const sides = 'left=environment/staging&right=environment/production';
    const compared = async (): Promise<number> =>
      (await page.request.get(`/api/v1/topology/differences?${sides}`)).status();
    await expect.poll(compared).toBe(200);
    await page.goto('/topology/differences');
    const till = page
      .getByRole('table', { name: 'Services that differ' })
      .getByRole('row', { name: /^till/ });
    await expect(till).toContainText(/2\.10\.0.*2\.9\.3.*Staging is ahead/);
    const call = page.getByRole('table', { name: 'Calls that differ' }).getByRole('row', { name: /^till/ });
    await expect(call).toContainText(/sandbox\.example:443.*pay\.example:443.*Different target/);
    expect(await page.content()).not.toContain('secret');
    const image = 'till=registry.example/till:2.10.0';
    await cluster.kubectl(['set', 'image', 'deployment/till', image, '-n', 'shop-production']);
    // It asks again every ten seconds.
    await expect(till).toHaveCount(0, { timeout: 30_000 });
    await expect(call).toBeVisible();
  } finally {
    await cluster.kubectl(['delete', 'namespace', 'shop-staging', 'shop-production', '--wait=false']);
  }
});
