import type { Page } from '@playwright/test';
import { personAt, placement, signIn, withoutReload } from '../journey';
import { expect, test } from './persona';

async function openService(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Catalog', exact: true }).first().click();
  await page.getByRole('searchbox', { name: 'Name, owner, image' }).fill(name);
  await page.getByRole('table').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function scaleInStaging(page: Page, from: number, to: number): Promise<void> {
  await page.getByRole('button', { name: 'Scale', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Staging/ }).click();
  await dialog.getByRole('spinbutton', { name: 'Replicas' }).fill(String(to));
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  const plan = dialog.getByRole('table', { name: 'Plan' });
  await expect(plan.getByRole('row', { name: `was replicas: ${from}` })).toBeVisible();
  await expect(plan.getByRole('row', { name: `becomes replicas: ${to}` })).toBeVisible();
  await dialog.getByRole('button', { name: new RegExp(`^Scale .* to ${to}$`) }).click();
  await expect(dialog.getByText(/Succeeded/)).toBeVisible({ timeout: 45_000 });
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await expect(placement(page, 'Staging')).toContainText(`${to} of ${to} ready`);
}

async function planDeploy(page: Page, environment: string, image: string): Promise<void> {
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: new RegExp(environment) }).click();
  await dialog.getByRole('textbox', { name: 'Image' }).fill(image);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Smaller receipts.');
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await expect(dialog.getByRole('row', { name: `becomes image: ${image}` })).toBeVisible();
}

/** Sends the approval from within the page, with its cookies and origin. Returns the status. */
function approveByHand(page: Page, change: string): Promise<number> {
  return page.evaluate(async (path) => {
    const detail = (await (await fetch(path)).json()) as { plan: { hash: string } };
    const answer = await fetch(`${path}/approve`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ planHash: detail.plan.hash }),
    });
    return answer.status;
  }, `/api/v1${change}`);
}

// Each journey runs twice, as for a second visitor, to prove that it leaves the demo usable.
for (const visit of ['first', 'second']) {
  test(`the engineer scales a service in staging, ${visit} visit`, async ({ page }) => {
    await signIn(page, 'Engineer');
    await openService(page, 'ledger');
    await withoutReload(page, async () => {
      await scaleInStaging(page, 2, 4);
      await scaleInStaging(page, 4, 2);
    });
  });

  test(`a deploy to production waits for the lead, ${visit} visit`, async ({ page, browser, baseURL }) => {
    const image = `registry.harbor.example/ledger:1.28.${visit === 'first' ? 1 : 2}`;
    await signIn(page, 'Engineer');
    await openService(page, 'ledger');
    await planDeploy(page, 'Production', image);
    await page
      .getByRole('dialog')
      .getByRole('link', { name: /^CH-\d+/ })
      .click();
    await expect(page.getByRole('heading', { level: 1, name: /Deploy ledger/ })).toBeVisible();
    await expect(page.getByText('Waits for approval').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve this plan' })).toBeHidden();
    await expect(page.getByText('You cannot approve your own change.').first()).toBeVisible();
    const change = new URL(page.url()).pathname;
    const diff = await page.getByRole('table', { name: 'Plan' }).innerText();

    // Not only the button is missing: the server refuses them too.
    expect(await approveByHand(page, change)).toBe(403);

    const lead = await personAt(browser, baseURL ?? '', 'Team lead');
    await lead.goto(change);
    expect(await lead.getByRole('table', { name: 'Plan' }).innerText()).toBe(diff);
    await withoutReload(page, async () => {
      await lead.getByRole('button', { name: 'Approve this plan' }).click();
      await expect(lead.getByText('Succeeded').first()).toBeVisible({ timeout: 50_000 });
      await expect(page.getByText('Succeeded').first()).toBeVisible();
    });
    await lead.context().close();
  });

  test(`a bad version stalls with its reason while the old one serves, ${visit} visit`, async ({ page }) => {
    const image = `registry.harbor.example/search:9.${visit === 'first' ? 0 : 1}.0-nopull`;
    await signIn(page, 'Engineer');
    await openService(page, 'search');
    const staging = placement(page, 'Staging');
    const before =
      (await staging.getByText(/registry\.harbor\.example\/search:/).getAttribute('title')) ?? '';
    await planDeploy(page, 'Staging', image);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Deploy / })
      .click();
    await expect(page.getByRole('dialog').getByText('Stalled')).toBeVisible({ timeout: 10_000 });
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
    await expect(staging).toContainText('Degraded');
    await expect(staging).toContainText(/pull/i);
    await expect(staging).toContainText(/search-[a-z0-9]+-[a-z0-9]+/);
    await expect(staging).toContainText(image);
    await expect(staging).toContainText(/still serve/);

    await planDeploy(page, 'Staging', before);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Deploy / })
      .click();
    await expect(page.getByRole('dialog').getByText('Succeeded')).toBeVisible({ timeout: 45_000 });
  });
}
