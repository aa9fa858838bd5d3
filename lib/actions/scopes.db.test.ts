import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChangeRequest, Scope } from '@/lib/model';
import type { ActionContext } from './context';
import { approveChange, cancelChange, executeChange, rejectChange, requestChange } from './index';
import { eve, lea, openStage, seen, type Stage } from './testing/stage';

const SHOP: Scope = { key: 'shop', sees: ({ namespace }) => namespace === 'shop' };

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const scale = (namespace: string, name = 'cart'): ChangeRequest => ({
  action: 'scale',
  target: { cluster: 'test', namespace, kind: 'Deployment', name },
  params: { replicas: 4 },
  reason: '',
});
const narrow = (actor = lea): ActionContext => ({ ...stage.as(actor), scope: SHOP });
const failureOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it was done',
    (error: unknown) => error,
  );

it('reads nothing outside the scope, whether or not something is there', async () => {
  for (const name of ['cart', 'nothing']) {
    expect(await failureOf(requestChange(narrow(eve), scale('shop-prod', name)))).toMatchObject({
      code: 'not-found',
      message: `There is no Deployment "${name}" in test, namespace shop-prod.`,
    });
  }
  const { change } = await requestChange(narrow(eve), scale('shop'));
  expect(change.state).toBe('planned');
});

it('decides on no Change outside the scope', async () => {
  const { change } = await requestChange(stage.as(eve), scale('shop-prod'));
  const { id } = change;
  const missing = { code: 'not-found', message: `There is no change "${id}".` };
  const verbs = [
    () => approveChange(narrow(), id, seen(change)),
    () => rejectChange(narrow(), id, { reason: 'No.' }),
    () => executeChange(narrow(eve), id, seen(change)),
    () => cancelChange(narrow(eve), id),
  ];
  for (const verb of verbs) expect(await failureOf(verb())).toMatchObject(missing);
  expect((await cancelChange(stage.as(eve), id)).state).toBe('cancelled');
});
