import type { Locator, Page } from '@playwright/test';
import { askForScale, enterAs, LEDGER, problemOf, type Where } from './harbor';
import { expect, test } from './persona';

const scale = (replicas: unknown, target: object = LEDGER.staging) => ({
  action: 'scale',
  target,
  params: { replicas },
});
const deploy = (params: object, target: object = LEDGER.staging) => ({ action: 'deploy', target, params });
const restart = (target: object) => ({ action: 'restart', target, params: {} });
const rollback = (params: object) => ({ action: 'rollback', target: LEDGER.staging, params });
const elsewhere = (change: Partial<Where>): Where => ({ ...LEDGER.staging, ...change });
const ofKind = (kind: string, namespace: string, name: string): Where => elsewhere({ kind, namespace, name });

test.use({ persona: 'Engineer' });

test.describe('an invalid Change is refused, and the field is named:', () => {
  const replicas = 'params.replicas';
  const image = 'params.image';
  for (const [what, data, status, field] of [
    ['replicas −1', scale(-1), 422, replicas],
    ['replicas 1.5', scale(1.5), 422, replicas],
    ['replicas "3"', scale('3'), 422, replicas],
    ['replicas 1,001', scale(1001), 422, replicas],
    ['replicas null', scale(null), 422, replicas],
    ['the replicas that it has', scale(2), 422, replicas],
    [
      'a daemon, which has no replicas',
      scale(2, ofKind('DaemonSet', 'platform', 'log-agent')),
      422,
      'target.kind',
    ],
    ['no image', deploy({}), 422, image],
    ['an empty image', deploy({ image: '' }), 422, image],
    ['an image in capitals', deploy({ image: 'Harbor/Ledger:1' }), 422, image],
    ['an image with a blank', deploy({ image: 'harbor/ledger:v 1' }), 422, image],
    ['an image with a bad digest', deploy({ image: 'harbor/ledger@sha256:12' }), 422, image],
    [
      'a container that is not there',
      deploy({ container: 'nobody', image: 'a/b:1' }),
      422,
      'params.container',
    ],
    ['a revision that is none', rollback({ revision: 0 }), 422, 'params.revision'],
    ['a revision that is not kept', rollback({ revision: 999 }), 422, 'params.revision'],
    ['no revision', rollback({}), 422, 'params.revision'],
    ['a restart with parameters', { ...restart(LEDGER.staging), params: { now: true } }, 422, 'params.now'],
    ['a restart of what is paused', restart(elsewhere({ name: 'cart', namespace: 'shop' })), 422, 'target'],
    ['a kind that is none', scale(2, elsewhere({ kind: 'Pod' })), 422, 'target.kind'],
    ['no target', { action: 'scale', params: { replicas: 3 } }, 422, 'target'],
    ['an action that is none', { ...scale(3), action: 'erase' }, 422, 'action'],
    ['a field too many', { ...scale(3), force: true }, 422, 'force'],
    ['an unknown cluster', scale(3, elsewhere({ cluster: 'nowhere' })), 404, null],
    ['an unknown namespace', scale(3, elsewhere({ namespace: 'nowhere' })), 404, null],
    ['an unknown workload', scale(3, elsewhere({ name: 'nobody' })), 404, null],
    ['a name that climbs', scale(3, elsewhere({ name: '../pods' })), 404, null],
  ] as const) {
    test(what, async ({ request }) => {
      const answer = await request.post('/api/v1/changes', { data });
      const problem = await problemOf(answer);
      expect(problem.status, problem.detail).toBe(status);
      expect(problem.errors?.map((error) => error.field) ?? [], problem.detail).toEqual(
        field === null ? [] : [field],
      );
      expect(problem.detail).not.toBe('');
    });
  }
});

test('nobody approves or executes a plan without naming it', async ({ request }) => {
  const change = await askForScale(request, LEDGER.staging, 3);
  const send = async (verb: string, data: object) =>
    problemOf(await request.post(`/api/v1/changes/${change.id}/${verb}`, { data }));
  for (const verb of ['approve', 'execute']) {
    const problem = await send(verb, {});
    expect(problem.status).toBe(422);
    expect(problem.errors?.map((error) => error.field)).toEqual(['planHash']);
  }
  const another = await send('execute', { planHash: '0'.repeat(64) });
  expect(another).toMatchObject({ status: 409, code: 'changed-since-planned' });
  expect(another.detail).toContain('spec.replicas 2 → 3');
  await request.post(`/api/v1/changes/${change.id}/cancel`, { data: {} });
});

test('a body that cannot be parsed is refused before it is validated', async ({ request }) => {
  const send = (data: string, type: string) =>
    request.post('/api/v1/changes', { data: Buffer.from(data), headers: { 'content-type': type } });
  const json = 'application/json';
  for (const [answer, status] of [
    [await send('{"action":', json), 400],
    [await send('\u0000', json), 400],
    [await send('[]', json), 422],
    [await send('action=scale', 'application/x-www-form-urlencoded'), 415],
    [await send(JSON.stringify(scale(3)), 'text/plain'), 415],
    [await send(JSON.stringify({ ...scale(3), reason: 'x'.repeat(300_000) }), json), 413],
    [await request.put('/api/v1/changes', { data: {} }), 405],
  ] as const)
    expect((await problemOf(answer)).status).toBe(status);
});

test('what does not exist is a 404, and a wrong query is a 422 that names the field', async ({ request }) => {
  for (const [path, status, field] of [
    ['/api/v1/services/nothing', 404, null],
    ['/api/v1/services?cluster=nowhere', 404, null],
    ['/api/v1/services?namespace=nowhere', 404, null],
    ['/api/v1/clusters/nowhere', 404, null],
    ['/api/v1/changes/CH-99999', 404, null],
    ['/api/v1/changes/nonsense', 404, null],
    ['/api/v1/services?health=Sick', 422, 'health'],
    ['/api/v1/services?limit=0', 422, 'limit'],
    ['/api/v1/services?limit=many', 422, 'limit'],
    ['/api/v1/services?cursor=zzz', 422, 'cursor'],
    ['/api/v1/services?colour=red', 422, 'colour'],
    ['/api/v1/changes?state=odd', 422, 'state'],
    ['/api/v1/rollouts?state=odd', 422, 'state'],
    ['/api/v1/audit?verify=maybe', 422, 'verify'],
    ['/api/v1/live', 422, 'topics'],
    ['/api/v1/live?topics=weather', 422, 'topics'],
  ] as const) {
    const problem = await problemOf(await request.get(path));
    expect(problem.status, path).toBe(status);
    expect(problem.errors?.map((error) => error.field) ?? [], path).toEqual(field === null ? [] : [field]);
  }
});

async function open(page: Page, action: 'Scale' | 'Deploy'): Promise<Locator> {
  await page.goto('/catalog/ledger');
  await page.getByRole('button', { name: action, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Staging/ }).check();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The sale begins.');
  return dialog;
}

test.describe('the dialog', () => {
  const RULE = 'Replicas must be a whole number, 0 to 1,000.';

  test('says beneath the field what is wrong with a number, and loses nothing', async ({ page }) => {
    const dialog = await open(page, 'Scale');
    const field = dialog.getByRole('spinbutton', { name: 'Replicas' });
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    for (const typed of ['1001', '-1', '1.5', '', 'three']) {
      await field.fill(typed);
      await expect(dialog.getByText(RULE), 'not while it is typed').toBeHidden();
      if (typed === '1001') await field.press('Enter');
      else await dialog.getByRole('button', { name: 'Show the plan' }).click();
      await expect(field, typed).toHaveAccessibleDescription(new RegExp(RULE));
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveValue(typed);
      await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue('The sale begins.');
    }
    expect(sent, 'nothing was asked').toEqual([]);

    await field.fill('2');
    await dialog.getByRole('button', { name: 'Show the plan' }).click();
    await expect(field).toHaveAccessibleDescription(/It already has 2: nothing would change\./);

    await field.fill('3');
    await dialog.getByRole('button', { name: 'Show the plan' }).click();
    await expect(dialog.getByRole('table', { name: 'Plan' })).toBeVisible();
    await dialog.getByRole('button', { name: 'Back' }).click();
    await expect(field).toHaveValue('3');
    await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue('The sale begins.');
    await expect(dialog.getByRole('radio', { name: /Staging/ })).toBeChecked();
  });

  test('says beneath the field what the API says of an image', async ({ page }) => {
    const dialog = await open(page, 'Deploy');
    const field = dialog.getByRole('textbox', { name: 'Image' });
    for (const [typed, rule] of [
      ['', /empty/],
      ['registry.harbor.example/Ledger:2', /lower-case/],
      ['registry.harbor.example/ledger:v 2', /space/],
    ] as const) {
      await field.fill(typed);
      await dialog.getByRole('button', { name: 'Show the plan' }).click();
      await expect(field).toHaveAccessibleDescription(rule);
      await expect(field).toHaveValue(typed);
    }
    await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue('The sale begins.');
  });

  test('keeps all of it when no answer comes, and tries again', async ({ page, context }) => {
    const dialog = await open(page, 'Scale');
    await dialog.getByRole('spinbutton', { name: 'Replicas' }).fill('3');
    await context.setOffline(true);
    await dialog.getByRole('button', { name: 'Show the plan' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Pilothouse did not answer.');
    await expect(dialog.getByRole('spinbutton', { name: 'Replicas' })).toHaveValue('3');
    await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue('The sale begins.');
    await context.setOffline(false);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(dialog.getByRole('table', { name: 'Plan' })).toBeVisible();
  });

  test('cancels a plan that was not executed', async ({ page }) => {
    const dialog = await open(page, 'Scale');
    await dialog.getByRole('spinbutton', { name: 'Replicas' }).fill('3');
    const asked = page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && answer.status() === 201,
    );
    await dialog.getByRole('button', { name: 'Show the plan' }).click();
    const { id } = (await (await asked).json()) as { id: string };
    await expect(dialog.getByRole('table', { name: 'Plan' })).toBeVisible();
    await page.keyboard.press('Escape');
    const state = async () =>
      ((await (await page.request.get(`/api/v1/changes/${id}`)).json()) as { state: string }).state;
    await expect.poll(state).toBe('cancelled');
    await page.goto('/changes');
    await expect(page.getByRole('heading', { level: 1, name: 'Changes' })).toBeVisible();
    await expect(page.getByText(id, { exact: true }), 'a look is no news').toHaveCount(0);
  });
});

test('a rejection says why', async ({ page, requestAs }) => {
  const engineer = await requestAs('Engineer');
  const change = await askForScale(engineer, LEDGER.production, 4);
  await page.context().clearCookies();
  await enterAs(page.request, 'Team lead');
  await page.goto(`/changes/${change.id}`);
  await page.getByRole('button', { name: 'Reject…' }).click();
  const dialog = page.getByRole('dialog', { name: `Reject ${change.id}` });
  const reason = dialog.getByRole('textbox', { name: 'Reason' });
  await dialog.getByRole('button', { name: 'Reject this plan' }).click();
  await expect(reason).toHaveAccessibleDescription(/^Reason must not be empty/);
  await reason.fill('Not before the sale.');
  await page.context().setOffline(true);
  await dialog.getByRole('button', { name: 'Reject this plan' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Pilothouse did not answer.');
  await expect(reason).toHaveValue('Not before the sale.');
  await page.context().setOffline(false);
  await dialog.getByRole('button', { name: 'Reject this plan' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Rejected').first()).toBeVisible();
  await expect(page.getByText(/Not before the sale\./).first()).toBeVisible();
  const again = await engineer.post(`/api/v1/changes/${change.id}/cancel`, { data: {} });
  expect((await problemOf(again)).detail, 'what has ended stays so').toMatch(/has ended/);
});
