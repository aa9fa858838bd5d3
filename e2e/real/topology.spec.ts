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
