import { expect, test } from './persona';

const PAYMENTS = 'payments@production-eu/payments';
const CHECKOUT = 'checkout@production-eu/shop';
const at = (query: string): string => `/topology?${query}`;
const node = (id: string): string => `node=${encodeURIComponent(id)}`;

test.use({ persona: 'Engineer' });

test('the map shows what the company is configured to call, with the field that says so', async ({
  page,
}) => {
  await page.goto(at(node(PAYMENTS)));
  const side = page.getByRole('complementary', { name: 'payments' });
  await expect(side.getByRole('heading', { name: 'payments' })).toBeVisible();
  await expect(side).toContainText('4 of 6 pods were killed');
  await side.getByRole('button', { name: /checkout/ }).click();
  await expect(side).toContainText('Deployment shop/checkout');
  await expect(side).toContainText('containers[checkout].env[PAYMENTS_URL]');
  await expect(side).toContainText('http://payments.payments.svc.cluster.local:8080');
  await expect(side.getByRole('button', { name: /ledger/ })).toBeVisible();
});

test('the map shows what the company’s mesh saw, also what is in no manifest', async ({ page }) => {
  const edge = `${CHECKOUT}>${PAYMENTS}:calls`;
  await page.goto(at(`${node(PAYMENTS)}&edge=${encodeURIComponent(edge)}`));
  const side = page.getByRole('complementary', { name: 'payments' });
  await expect(side.locator('.edge-row').filter({ hasText: 'checkout' })).toContainText(
    /\d+\s% of 1,200\/min fail/,
  );
  await expect(side.locator('.receipt').first()).toContainText('istio_requests_total');
  await expect(side.locator('.receipt').first()).toContainText(/1,200\/min, \d+\/min answer 503/);
  await expect(page.locator('.g-tag[data-fails]')).toContainText('1,200/min');
  await expect(side.locator('.edge-row').filter({ hasText: 'invoices' })).toContainText('not observed');
  await page.goto(at(node('recommendations@production-eu/shop')));
  await page.getByRole('button', { name: /^Healthy feature-flags/ }).click();
  await expect(page.locator('.receipt')).toHaveCount(1);
  await expect(page.locator('.receipt')).toContainText('destination_workload=feature-flags');
});

test('a service names who calls it, and leads to the map around it', async ({ page }) => {
  await page.goto('/catalog/payments');
  const callers = page.getByRole('region', { name: 'Called by' });
  await expect(callers.getByRole('link', { name: 'checkout' })).toBeVisible();
  await expect(callers.getByRole('link', { name: 'invoices' })).toBeVisible();
  await callers.getByRole('link', { name: 'On the map' }).click();
  await expect(page).toHaveURL(/\/topology\?node=payments/);
  await expect(page.getByRole('heading', { level: 1, name: 'Topology' })).toBeVisible();
});

test.describe('a lead', () => {
  test.use({ persona: 'Team lead' });

  test('rejects an edge with a reason, and withdraws the verdict', async ({ page }) => {
    const edge = `${CHECKOUT}>${PAYMENTS}:calls`;
    await page.goto(at(`${node(PAYMENTS)}&edge=${encodeURIComponent(edge)}&show=rejected`));
    const side = page.getByRole('complementary', { name: 'payments' });
    await side.getByRole('button', { name: 'It is wrong' }).click();
    await expect(side.getByRole('button', { name: 'Reject this edge' })).toBeDisabled();
    await side.getByLabel('Why it is wrong').fill('It was moved to the queue.');
    await side.getByRole('button', { name: 'Reject this edge' }).click();
    await expect(side).toContainText('It was moved to the queue.');
    await side.getByRole('button', { name: 'Withdraw' }).click();
    await expect(side.getByRole('button', { name: 'It is wrong' })).toBeVisible();
  });
});

test('a plan names the callers of what it changes', async ({ page }) => {
  await page.goto('/catalog/payments?do=scale');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Staging/ }).check();
  await dialog.getByRole('spinbutton', { name: 'Replicas' }).fill('3');
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await expect(dialog).toContainText('checkout, invoices and payouts call it directly');
});
