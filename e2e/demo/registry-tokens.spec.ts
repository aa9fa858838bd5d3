import type { Locator, Page } from '@playwright/test';
import { expect, NOBODY, test } from './persona';
import { targetsTooSmall, wider } from './thumb';

const PATH = '/registry/-/tokens';
const row = (page: Page, name: string): Locator =>
  page.getByRole('table', { name: 'Registry tokens' }).getByRole('row').filter({ hasText: name });

async function makeToken(page: Page, name: string, services: string): Promise<string> {
  await page.getByRole('button', { name: 'Create a token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Services' }).fill(services);
  await dialog.getByRole('button', { name: 'Create the token' }).click();
  const made = page.getByRole('region', { name: `The token ${name} was created. It is shown only once.` });
  await expect(made).toBeVisible();
  const token = await made.locator('.created-token__key code').textContent();
  expect(token).toMatch(/^phr_[\w-]{43}$/);
  return token ?? '';
}

test.describe('a team lead', () => {
  test.use({ persona: 'Team lead' });

  test('makes a token that works as the page says, and takes it back', async ({
    page,
    baseURL,
    playwright,
  }) => {
    await page.goto('/registry');
    await page.getByRole('link', { name: 'Tokens' }).click();
    await expect(page).toHaveURL(PATH);
    const token = await makeToken(page, 'scanners', 'scanner\nscanner-*');
    const call = await page.getByRole('group', { name: 'A call that registers an instance' }).textContent();
    expect(call).toContain(`curl -X PUT ${baseURL ?? ''}/api/v1/registry/instances/scanner/scanner-1`);
    expect(call).toContain(`Bearer ${token}`);
    await expect(page.getByRole('group', { name: /^A Consul client/ })).toContainText(
      `CONSUL_HTTP_TOKEN=${token}`,
    );
    await expect(row(page, 'scanners')).toContainText('scanner, scanner-*');
    await expect(row(page, 'scanners')).toContainText('never');

    const scanner = await playwright.request.newContext({ baseURL, storageState: NOBODY });
    const headers = { authorization: `Bearer ${token}` };
    const data = { address: '192.0.2.7', port: 7070, ttlSeconds: 3600 };
    const register = (service: string) =>
      scanner.put(`/api/v1/registry/instances/${service}/${service}-1`, { headers, data });
    expect((await register('scanner')).status()).toBe(200);
    expect((await register('payments')).status()).toBe(403);

    // It is shown only once: it is not there when the page is loaded again.
    await page.reload();
    await expect(row(page, 'scanners')).toContainText('1 instance');
    await expect(row(page, 'scanners')).not.toContainText('never');
    expect(await page.content()).not.toContain(token);

    await page.getByRole('button', { name: 'Revoke scanners' }).click();
    const dialog = page.getByRole('dialog', { name: 'Revoke scanners' });
    await expect(dialog).toContainText('1 instance that it may register exists.');
    await expect(dialog).toContainText('No other token may register them');
    await dialog.getByRole('button', { name: 'Revoke scanners' }).click();
    await expect(row(page, 'scanners')).toHaveCount(0);
    await expect(page.getByRole('status').filter({ hasText: 'refused from now on' })).toBeVisible();
    // Refused, or asked to wait because this address has sent several wrong tokens.
    await expect.poll(async () => String((await register('scanner')).status())).toMatch(/^4(01|29)$/);
    await scanner.dispose();

    await page.request.delete('/api/v1/registry/instances/scanner/scanner-1');
    await page.goto('/audit?q=scanners');
    await expect(page.getByText('revoked the registry token scanners')).toBeVisible();
  });
});

test.describe('nobody else', () => {
  for (const persona of ['Engineer', 'On-call', 'Viewer'] as const) {
    test(`the API refuses the ${persona}`, async ({ requestAs }) => {
      expect((await (await requestAs(persona)).get('/api/v1/registry/tokens')).status()).toBe(403);
    });
  }

  test.describe('and an engineer', () => {
    test.use({ persona: 'Engineer' });

    test('sees who may', async ({ page }) => {
      await page.goto(PATH);
      await expect(
        page.getByText('Only a lead or an administrator may see and make tokens of the registry.'),
      ).toBeVisible();
      await expect(page.getByRole('button', { name: 'Create a token' })).toHaveCount(0);
      await expect(page.getByRole('table')).toHaveCount(0);
    });
  });
});

test.describe('on a phone', () => {
  test.use({ persona: 'Team lead', viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the tokens move nothing sideways, and a thumb meets everything', async ({ page }) => {
    await page.goto(PATH);
    await makeToken(page, 'doors', 'door-*');
    await expect(row(page, 'doors')).toBeVisible();
    expect(await wider(page)).toEqual([]);
    expect(await targetsTooSmall(page)).toEqual([]);
    expect((await page.request.delete('/api/v1/registry/tokens/doors')).status()).toBe(200);
  });
});
