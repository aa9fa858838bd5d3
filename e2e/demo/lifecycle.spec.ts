import type { Page } from '@playwright/test';
import type { ChangeDetail, ServiceDetail } from '@/lib/model';
import { placement } from '../journey';
import { LEDGER } from './harbor';
import { expect, test } from './persona';

const STAGING = `ledger@${LEDGER.staging.cluster}/${LEDGER.staging.namespace}`;

/** The revisions of the ledger in staging, newest first. */
async function revisions(page: Page): Promise<ServiceDetail['revisions']> {
  const service = (await (await page.request.get('/api/v1/services/ledger')).json()) as ServiceDetail;
  return service.revisions.filter((revision) => revision.placement === STAGING);
}

test.use({ persona: 'Engineer' });

test('a service is restarted from its page', async ({ page }) => {
  const [before] = await revisions(page);
  await page.goto('/catalog/ledger');
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Restart ledger' });
  await dialog.getByRole('radio', { name: /Staging/ }).click();
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await expect(
    dialog.getByRole('row', { name: /becomes kubectl\.kubernetes\.io\/restartedAt: 20/ }),
  ).toBeVisible();
  await expect(dialog.getByText(/pods replaced/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Restart ledger' }).click();
  await expect(dialog.getByText('Succeeded')).toBeVisible({ timeout: 45_000 });
  const [after] = await revisions(page);
  expect(Number(after?.revision)).toBe(Number(before?.revision) + 1);
  expect(after?.version).toBe(before?.version);
  expect(after?.change).toMatchObject({ title: 'Restart ledger' });
});

test('a service is rolled back by the keyboard, and called a rollback everywhere', async ({ page }) => {
  const known = await revisions(page);
  const current = known.find((revision) => revision.current);
  const earlier = known.find(({ kept, version }) => kept && version !== current?.version);
  if (current === undefined || earlier === undefined) throw new Error('the demo keeps no earlier version');
  const title = `Roll back ledger to revision ${earlier.revision} (${earlier.version})`;

  await page.goto(`/catalog/ledger?tab=rollout&at=${encodeURIComponent(STAGING)}`);
  const line = page.getByRole('button', { name: `Roll back to revision ${earlier.revision}`, exact: true });
  await line.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Roll back ledger' });
  await expect(dialog.getByRole('radio', { name: /Staging/ })).toBeChecked();
  const wanted = dialog.getByRole('radio', { name: `${earlier.revision} · ${earlier.version}`, exact: true });
  await expect(wanted).toBeChecked();
  await expect(dialog.getByRole('radio', { name: new RegExp(`^${current.revision} · `) })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Show the plan' }).focus();
  await page.keyboard.press('Enter');
  const image = (tag: string | null) => `image: registry.harbor.example/ledger:${tag}`;
  await expect(dialog.getByRole('row', { name: `becomes ${image(earlier.version)}` })).toBeVisible();
  const button = dialog.getByRole('button', { name: title });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Succeeded')).toBeVisible({ timeout: 45_000 });
  await expect(dialog.getByRole('heading', { level: 2 }).first()).toContainText(title);
  const id = await dialog.getByRole('link', { name: /^CH-\d+$/ }).innerText();
  await page.keyboard.press('Escape');
  await expect(placement(page, 'Staging')).toContainText(earlier.version ?? '');

  await page.goto(`/changes/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  await page.goto(`/audit?subject=${id}`);
  await expect(page.getByText(title).first()).toBeVisible();
  const change = (await (await page.request.get(`/api/v1/changes/${id}`)).json()) as ChangeDetail;
  expect(change).toMatchObject({ action: 'rollback', params: { revision: Number(earlier.revision) } });

  // And back to what the other journeys expect, by the API.
  const [, ...others] = await revisions(page);
  const back = others.find(({ kept, version }) => kept && version === current.version);
  const asked = await page.request.post('/api/v1/changes', {
    data: { action: 'rollback', target: LEDGER.staging, params: { revision: Number(back?.revision) } },
  });
  expect(asked.status(), await asked.text()).toBe(201);
  const undo = (await asked.json()) as ChangeDetail;
  const data = { planHash: undo.plan.hash };
  expect((await page.request.post(`/api/v1/changes/${undo.id}/execute`, { data })).status()).toBe(200);
  await expect(placement(page, 'Staging')).toHaveCount(0);
  await expect
    .poll(
      async () =>
        ((await (await page.request.get(`/api/v1/changes/${undo.id}`)).json()) as ChangeDetail).state,
    )
    .toBe('succeeded');
});

test('the palette leads to an action on a service, and the dialog to another action', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search' });
  await palette.getByRole('combobox').fill('restart ledg');
  await expect(palette.getByRole('option', { name: /^Restart ledger/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/catalog\/ledger\?do=restart/);
  const restart = page.getByRole('dialog', { name: 'Restart ledger' });
  await restart.getByRole('radio', { name: 'Restart' }).focus();
  await page.keyboard.press('ArrowRight');
  const rollback = page.getByRole('dialog', { name: 'Roll back ledger' });
  await expect(rollback.getByRole('radiogroup', { name: 'Revision' })).toBeVisible();
  await expect(rollback.getByRole('radio', { name: 'Roll back' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(rollback).toBeHidden();
});
