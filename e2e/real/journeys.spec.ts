import type { Locator, Page } from '@playwright/test';
import { withoutReload } from '../journey';
import { idOf, type ServiceName } from './boutique';
import { expect, test } from './world';

async function openService(page: Page, name: ServiceName): Promise<Locator> {
  await page.getByRole('link', { name: 'Catalog', exact: true }).first().click();
  await page.getByRole('searchbox', { name: 'Name, owner, image' }).fill(name);
  await page.getByRole('table').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/catalog/${idOf(name)}`));
  const placement = page.getByRole('article');
  await expect(placement).toHaveCount(1);
  return placement;
}

test('what kubectl scales shows in the open page', async ({ page, world }) => {
  const placement = await openService(page, 'frontend');
  await expect(placement).toContainText('1 of 1 ready');
  await withoutReload(page, async () => {
    await world.cluster.kubectl(['scale', 'deployment/frontend', '--replicas=3']);
    await expect(placement).toContainText('of 3 ready', { timeout: 3_000 });
    await expect(placement).toContainText('3 of 3 ready');
    await expect(page.getByRole('region', { name: 'Pods' }).getByRole('row')).toHaveCount(4);
  });
});

test('what the page scales is what kubectl reads', async ({ page, world }) => {
  const placement = await openService(page, 'cartservice');
  await withoutReload(page, async () => {
    await page.getByRole('button', { name: 'Scale', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('spinbutton', { name: 'Replicas' }).fill('2');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The sale begins.');
    await dialog.getByRole('button', { name: 'Show the plan' }).click();
    const plan = dialog.getByRole('table', { name: 'Plan' });
    await expect(plan).toContainText('Deployment default/cartservice › spec');
    await expect(plan.getByRole('row', { name: /replicas: 1$/ })).toBeVisible();
    await expect(plan.getByRole('row', { name: /replicas: 2$/ })).toBeVisible();
    await dialog.getByRole('button', { name: 'Scale cartservice to 2' }).click();
    await expect(dialog.getByText('Succeeded').first()).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    await expect(placement).toContainText('2 of 2 ready');
  });
  const jsonpath = 'jsonpath={.spec.replicas} {.status.readyReplicas}';
  expect(await world.cluster.kubectl(['get', 'deployment', 'cartservice', '-o', jsonpath])).toBe('2 2');
});

test('an image that cannot be pulled is Degraded with its reason, until it is undone', async ({
  page,
  world,
}) => {
  const image = 'registry.example/adservice:v9-nopull';
  const placement = await openService(page, 'adservice');
  await expect(placement).toContainText('Healthy');
  await withoutReload(page, async () => {
    await world.cluster.kubectl(['set', 'image', 'deployment/adservice', `server=${image}`]);
    await expect(placement).toContainText('Degraded', { timeout: 10_000 });
    await expect(placement).toContainText('Stalled');
    await expect(placement).toContainText(image);
    await expect(placement).toContainText(/adservice-[a-z0-9]+-[a-z0-9]+/);
    await expect(placement).toContainText(/still serves?/);
    await world.cluster.kubectl(['rollout', 'undo', 'deployment/adservice']);
    await expect(placement).toContainText('Healthy');
    await expect(placement).not.toContainText(image);
  });
});

test('Now names what is broken, and is calm again when it is not', async ({ page, world }) => {
  const now = page.getByRole('main');
  const verdict = now.getByRole('heading', { level: 1 });
  const calm = await verdict.innerText();
  await withoutReload(page, async () => {
    await world.cluster.kubectl(['set', 'image', 'deployment/emailservice', 'server=mail:v9-nopull']);
    await expect(now).toContainText(/emailservice.*v9-nopull/s, { timeout: 10_000 });
    await expect(verdict).not.toHaveText(calm);
    await world.cluster.kubectl(['rollout', 'undo', 'deployment/emailservice']);
    await expect(verdict).toHaveText(calm);
    await expect(now).not.toContainText('v9-nopull');
  });
});

test('the API server killed: the page says stale and grey, and is live again after its return', async ({
  page,
  world,
}) => {
  const placement = await openService(page, 'paymentservice');
  const ages = page.getByRole('list', { name: 'Age of the data of each cluster' }).first();
  await expect(placement).toContainText('Healthy');
  await withoutReload(page, async () => {
    await world.cluster.killApiServer();
    await expect(ages).toContainText('stale', { timeout: 15_000 });
    await expect(placement).toContainText('Unknown');
    await expect(placement).toContainText(/was Healthy/);
    await world.cluster.restartApiServer();
    await expect(placement).not.toContainText('Unknown', { timeout: 10_000 });
    await expect(placement).toContainText('Healthy');
    await expect(ages).not.toContainText('stale');
    await world.cluster.kubectl(['scale', 'deployment/paymentservice', '--replicas=2']);
    // Kubernetes' own controllers come back to their API server with a back-off of their own.
    await expect(placement).toContainText('2 of 2 ready', { timeout: 60_000 });
  });
});

test('a deploy is rolled back from the page by the keyboard, a whole template', async ({ page, world }) => {
  const name = 'checkoutservice';
  const read = (jsonpath: string) =>
    world.cluster.kubectl(['get', 'deployment', name, '-o', `jsonpath={${jsonpath}}`]);
  const image = await read('.spec.template.spec.containers[0].image');
  await world.cluster.kubectl(['set', 'env', `deployment/${name}`, 'LEVEL=debug']);
  await world.cluster.kubectl(['rollout', 'status', `deployment/${name}`, '--timeout=90s']);
  await world.cluster.kubectl(['set', 'image', `deployment/${name}`, `server=${image}-next`]);
  await world.cluster.kubectl(['rollout', 'status', `deployment/${name}`, '--timeout=90s']);
  await page.goto(`/catalog/${idOf(name)}?tab=rollout`);
  const back = page.getByRole('button', { name: 'Roll back to revision 1', exact: true });
  await back.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Roll back ${name}` });
  await dialog.getByRole('button', { name: 'Show the plan' }).focus();
  await page.keyboard.press('Enter');
  const plan = dialog.getByRole('table', { name: 'Plan' });
  await expect(plan).toContainText('containers[server].env[LEVEL]');
  await expect(plan.getByRole('row', { name: `becomes image: ${image}` })).toBeVisible();
  await dialog.getByRole('button', { name: new RegExp(`^Roll back ${name} to revision 1`) }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Succeeded').first()).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  expect(await read('.spec.template.spec.containers[0].image')).toBe(image);
  expect(await read('.spec.template.spec.containers[0].env[?(@.name=="LEVEL")].value')).toBe('');

  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  const restart = page.getByRole('dialog', { name: `Restart ${name}` });
  await restart.getByRole('button', { name: 'Show the plan' }).click();
  await restart.getByRole('button', { name: `Restart ${name}`, exact: true }).click();
  await expect(restart.getByText('Succeeded').first()).toBeVisible({ timeout: 60_000 });
  const annotation = '.spec.template.metadata.annotations.kubectl\\.kubernetes\\.io/restartedAt';
  expect(await read(annotation)).toMatch(/^20\d\d-/);
});
