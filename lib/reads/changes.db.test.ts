import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveChange, cancelChange, executeChange, rejectChange, requestChange } from '@/lib/actions';
import { eve, lea, openStage, person, vic, type Stage } from '@/lib/actions/testing/stage';
import { createDayReadiness } from '@/lib/db/readiness';
import { changeDetailSchema, changeSummarySchema, type Actor, type ChangeRequest } from '@/lib/model';
import { latestChanges, readAudit, readChange, readChanges, type ReadContext } from './index';
import { createWorldContext } from '@/lib/views';

let stage: Stage;
let as: (actor: Actor) => ReadContext;
beforeAll(async () => {
  stage = await openStage();
  const world = createWorldContext({
    world: stage.rig.store,
    identityLabels: [],
    now: stage.execution.now,
    onError: (error) => {
      throw error;
    },
  });
  as = (actor) => ({
    ...world,
    ...{ db: stage.db, actor, dayReadiness: createDayReadiness(stage.db, world.now) },
  });
});
afterAll(() => stage.close());

const scale = (replicas: number, namespace: string): ChangeRequest => ({
  action: 'scale',
  target: { cluster: 'test', namespace, kind: 'Deployment', name: 'cart' },
  params: { replicas },
  reason: '',
});
const ask = async (replicas: number, namespace = 'shop', actor = eve) =>
  (await requestChange(stage.as(actor), scale(replicas, namespace))).change.id;
const seenOf = async (id: string) => ({ planHash: (await readChange(as(eve), id)).plan.hash });
const states = (steps: readonly { code: string; state: string }[]) =>
  steps.map(({ code, state }) => `${code} ${state}`).join(', ');

describe('readChange', () => {
  it('says what each reader may do, and why not', async () => {
    const id = await ask(5, 'shop-prod');
    const forEve = await readChange(as(eve), id);
    expect(changeDetailSchema.parse(forEve)).toEqual(forEve);
    expect(forEve.may).toEqual({
      approve: { allowed: false, reason: 'You cannot approve your own change.' },
      reject: { allowed: false, reason: 'You cannot reject your own change.' },
      execute: { allowed: false, reason: 'It waits for one approval.' },
      cancel: { allowed: true, reason: null },
    });
    const forLea = await readChange(as(lea), id);
    expect(forLea.may).toMatchObject({
      approve: { allowed: true },
      reject: { allowed: true },
      cancel: { allowed: true },
    });
    expect(forLea.plan).toEqual(forEve.plan);
    const forVic = await readChange(as(vic), id);
    expect(Object.values(forVic.may).map(({ allowed }) => allowed)).toEqual([false, false, false, false]);
    expect(forEve.policy.map(({ code, met }) => `${code} ${String(met)}`)).toEqual([
      'approvals false',
      'not-own true',
      'replica-bounds true',
      'cluster-live true',
    ]);
    expect(states(forEve.steps)).toBe(
      'requested done, planned done, approved current, executing todo, verifying todo, outcome todo',
    );
    await rejectChange(stage.as(lea), id, { reason: 'No.' });
    const rejected = await readChange(as(eve), id);
    expect(states(rejected.steps)).toBe(
      'requested done, planned done, approved failed, executing skipped, verifying skipped, outcome failed',
    );
    expect(rejected.steps.find(({ code }) => code === 'verifying')?.sentence).toBe(
      'The rollout was not watched.',
    );
  });

  it('follows a Change with its rollout to the end', async () => {
    const id = await ask(4, 'shop-prod');
    expect((await readChange(as(eve), id)).progress).toBeNull();
    await approveChange(stage.as(lea), id, await seenOf(id));
    await expect.poll(async () => (await readChange(as(eve), id)).state).toBe('verifying');
    expect(states((await readChange(as(eve), id)).steps)).toBe(
      'requested done, planned done, approved done, executing done, verifying current, outcome todo',
    );
    await stage.until(id, 'succeeded');
    const done = await readChange(as(eve), id);
    expect(changeDetailSchema.parse(done)).toEqual(done);
    expect(done.outcome).toMatchObject({ result: 'succeeded' });
    expect(states(done.steps)).toBe(
      'requested done, planned done, approved done, executing done, verifying done, outcome done',
    );
  });

  it('refuses an expired Change, as the actions do, before the recovery records it', async () => {
    const id = await ask(3, 'shop-prod');
    const plan = await seenOf(id);
    const day = 24 * 3_600_000;
    stage.skip(day);
    const refused = { allowed: false, reason: 'This change has expired. Request it again.' };
    for (const actor of [eve, lea]) {
      const { may, state } = await readChange(as(actor), id);
      expect(state).toBe('awaiting-approval');
      expect(may).toEqual({ approve: refused, reject: refused, execute: refused, cancel: refused });
    }
    const conflict = { code: 'conflict', message: refused.reason };
    await expect(approveChange(stage.as(lea), id, plan)).rejects.toMatchObject(conflict);
    await expect(rejectChange(stage.as(lea), id, { reason: 'No.' })).rejects.toMatchObject(conflict);
    await expect(executeChange(stage.as(eve), id, plan)).rejects.toMatchObject(conflict);
    await expect(cancelChange(stage.as(eve), id)).rejects.toMatchObject(conflict);
    stage.skip(-day);
    await cancelChange(stage.as(eve), id);
  });

  it('refuses an unknown id', async () => {
    for (const id of ['CH-4000', 'CH-0', 'x', '']) {
      await expect(readChange(as(eve), id)).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

describe('readChanges', () => {
  it('pages, filters and searches, newest first', async () => {
    const own = await ask(6, 'shop', lea);
    const planned = await ask(7);
    const page = await readChanges(as(eve), { limit: 1 });
    expect(page.items.map(({ id }) => id)).toEqual([planned]);
    expect(page.items.map((item) => changeSummarySchema.parse(item))).toEqual(page.items);
    const next = await readChanges(as(eve), { limit: 1, cursor: page.nextCursor ?? '' });
    expect(next.items.map(({ id }) => id)).toEqual([own]);

    const ids = async (query: Parameters<typeof readChanges>[1], actor = eve) =>
      (await readChanges(as(actor), query)).items.map(({ id }) => id);
    expect(await ids({ state: 'open' })).toEqual([planned, own]);
    expect(await ids({ mine: true }, lea)).toEqual([own]);
    expect(await ids({ q: '→ 7' })).toEqual([planned]);
    expect(await ids({ q: own.toLowerCase() })).toEqual([own]);
    expect(await ids({ q: "%_'\0" })).toEqual([]);
    expect(await ids({ cluster: 'elsewhere' })).toEqual([]);
    expect((await ids({ state: 'rejected,succeeded' })).length).toBe(2);
    await expect(ids({ state: 'Rejekted' })).rejects.toMatchObject({ fields: [{ field: 'state' }] });
    await expect(ids({ cursor: 'x' })).rejects.toMatchObject({ fields: [{ field: 'cursor' }] });
    expect((await latestChanges(stage.db)).map(({ id }) => id).slice(0, 2)).toEqual([planned, own]);
  });
});

describe('readAudit', () => {
  it('answers records in pages, and whether the chain is intact', async () => {
    const asked = await ask(8);
    await executeChange(stage.as(eve), asked, await seenOf(asked));
    const first = await readAudit(as(person('Ona', 'viewer')), { limit: 2, verify: '1' });
    expect(first.items.map(({ action }) => action)).toEqual(['change.intent', 'change.requested']);
    expect(first.chain).toMatchObject({ intact: true, sentence: null });
    const second = await readAudit(as(eve), { limit: 500, cursor: first.nextCursor ?? '' });
    expect(second.nextCursor).toBeNull();
    expect(second.chain).toBeUndefined();
    expect(first.chain?.records).toBe(2 + second.items.length);
    const approvals = await readAudit(as(eve), { action: 'change.approved', actor: lea.id });
    expect(approvals.items).toHaveLength(1);
    expect((await readAudit(as(eve), { action: 'chan' })).items).toEqual([]);
  });

  it('finds words in actor, action, subject and sentence, case-insensitively, within the other filters', async () => {
    const id = await ask(9);
    const actions = async (query: { q: string; action?: string }) =>
      (await readAudit(as(eve), query)).items.map(({ action }) => action);
    expect(await actions({ q: id.toLowerCase() })).toEqual(['change.requested']);
    expect(await actions({ q: `${eve.name.toUpperCase()} requested ${id}` })).toEqual(['change.requested']);
    expect(new Set(await actions({ q: 'APPROVED', action: 'change' }))).toEqual(new Set(['change.approved']));
    expect(await actions({ q: id, action: 'change.approved' })).toEqual([]);
    expect(await actions({ q: 'no such word' })).toEqual([]);
  });
});
