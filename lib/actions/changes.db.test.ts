import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentManifest } from '@/demo/cluster/testing';
import { listAudit, verifyAudit } from '@/lib/db/audit';
import { findChange } from '@/lib/db/changes';
import type { Actor, ChangeRequest } from '@/lib/model';
import {
  approveChange,
  cancelChange,
  executeChange,
  recoverChanges,
  rejectChange,
  requestChange,
} from './index';
import { unseal } from './seal';
import { eve, lea, openStage, person, seen, vic, type Stage } from './testing/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const target = (namespace: string) => ({
  cluster: 'test',
  namespace,
  kind: 'Deployment' as const,
  name: 'cart',
});
const scale = (replicas: number, namespace = 'shop'): ChangeRequest => ({
  action: 'scale',
  target: target(namespace),
  params: { replicas },
  reason: 'Friday',
});
const image = (tag: string) => `registry.harbor.example/cart:${tag}`;
const deploy = (tag: string, namespace = 'shop-prod'): ChangeRequest => ({
  action: 'deploy',
  target: target(namespace),
  params: { image: image(tag) },
  reason: '',
});
const live = (namespace = 'shop') => stage.rig.store.cluster('test')?.get('Deployment', namespace, 'cart');
const actionsOf = async (subject: string) =>
  (await listAudit(stage.db, { subject, limit: 20 }))
    .map(({ action, actor }) => `${action} ${actor}`)
    .reverse();

describe('a scale where nothing has to be approved', () => {
  it('is planned, executed by its requester, and verified to its end', async () => {
    const before = stage.writes().length;
    const { change, created } = await requestChange(stage.as(eve), scale(4));
    expect(created).toBe(true);
    expect(change).toMatchObject({
      title: 'Scale cart 2 → 4',
      state: 'planned',
      sentence: 'It is planned and waits to be executed.',
      owner: 'shop',
    });
    expect(change.steps[0].plan.diff).toEqual([{ path: 'spec.replicas', before: '2', after: '4' }]);
    expect(change.steps[0].plan.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(stage.writes()).toHaveLength(before);

    await executeChange(stage.as(eve), change.id, seen(change));
    const done = await stage.until(change.id, 'succeeded');
    expect(done.outcome).toMatchObject({ result: 'succeeded' });
    expect(done.steps[0].written?.generation).toBeGreaterThan(1);
    expect(live()?.status.availableReplicas).toBe(4);
    expect(stage.writes()).toHaveLength(before + 1);
    expect(await actionsOf(change.id)).toEqual([
      'change.requested user:eve',
      'change.intent user:eve',
      'change.outcome system:pilothouse',
    ]);
  });

  it('is one Change for one idempotency key, and a conflict for another request with it', async () => {
    const [first, second] = await Promise.all([
      requestChange(stage.as(eve), scale(5), { idempotencyKey: 'once' }),
      requestChange(stage.as(eve), scale(5), { idempotencyKey: 'once' }),
    ]);
    expect(second.change.id).toBe(first.change.id);
    expect([first.created, second.created].filter(Boolean)).toHaveLength(1);
    await expect(requestChange(stage.as(eve), scale(6), { idempotencyKey: 'once' })).rejects.toMatchObject({
      code: 'conflict',
    });
    const other = await requestChange(stage.as(lea), scale(5), { idempotencyKey: 'once' });
    expect(other.change.id).not.toBe(first.change.id);
  });

  it('is voided when the object changed since the plan, and nothing is written', async () => {
    const { change } = await requestChange(stage.as(eve), scale(7));
    const { change: other } = await requestChange(stage.as(eve), scale(3));
    await executeChange(stage.as(eve), other.id, seen(other));
    await stage.until(other.id, 'succeeded');
    const before = stage.writes().length;
    await executeChange(stage.as(eve), change.id, seen(change));
    const voided = await stage.until(change.id, 'void');
    expect(voided.outcome?.sentence).toBe(
      'The object has changed since the plan was made (spec.replicas); nothing was written.',
    );
    expect(stage.writes()).toHaveLength(before);
    expect((await actionsOf(change.id)).at(-1)).toBe('change.voided system:pilothouse');
  });

  it('is voided when a template was edited meanwhile, and names the field', async () => {
    const apply = (more: object) => {
      const labels = { app: 'edited' };
      const container = { name: 'edited', image: image('1.0.0'), ...more };
      const template = { metadata: { labels }, spec: { containers: [container] } };
      stage.cluster.apply(deploymentManifest('edited', '1.0.0', { template }), 'other');
    };
    const edited = () => stage.rig.store.cluster('test')?.get('Deployment', 'shop', 'edited');
    apply({});
    await stage.untilSeen(() => edited()?.status.availableReplicas === 2);
    const { change } = await requestChange(stage.as(eve), {
      ...scale(3),
      target: { ...target('shop'), name: 'edited' },
    });
    apply({ securityContext: { privileged: true } });
    const before = stage.writes().length;
    await executeChange(stage.as(eve), change.id, seen(change));
    const voided = await stage.until(change.id, 'void');
    expect(voided.outcome?.sentence).toBe(
      'The object has changed since the plan was made (spec.template.spec.containers[edited].securityContext.privileged); nothing was written.',
    );
    expect(stage.writes()).toHaveLength(before);
  });

  it('is not executed by someone who saw another plan', async () => {
    const { change } = await requestChange(stage.as(eve), scale(8));
    const before = stage.writes().length;
    await expect(executeChange(stage.as(eve), change.id, { planHash: 'f'.repeat(64) })).rejects.toMatchObject(
      { code: 'changed-since-planned' },
    );
    expect(await findChange(stage.db, change.id)).toMatchObject({ state: 'planned' });
    expect(stage.writes()).toHaveLength(before);
  });

  it('follows the stricter of the policy of its request and the one in force', async () => {
    const { change } = await requestChange(stage.as(eve), scale(6));
    const policy = { approvals: 1, minReplicas: 0, maxReplicas: 8 };
    const environments = [{ name: 'staging', match: [{ namespace: 'shop' }], policy }];
    const later = (actor: Actor) => ({ ...stage.as(actor), environments });
    await expect(executeChange(later(eve), change.id, seen(change))).rejects.toMatchObject({
      code: 'conflict',
      message: 'It waits for one approval.',
    });
    const approved = await approveChange(later(lea), change.id, seen(change));
    expect(approved.approvals).toHaveLength(1);
    await stage.until(change.id, 'succeeded');

    const { change: wide } = await requestChange(stage.as(eve), scale(9));
    const narrow = environments.map((rule) => ({ ...rule, policy: { ...policy, approvals: 0 } }));
    await expect(
      executeChange({ ...stage.as(eve), environments: narrow }, wide.id, seen(wide)),
    ).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^Staging now allows 0 to 8 replicas/) as string,
    });
  });

  it('is executed once, however often it is requested', async () => {
    const { change } = await requestChange(stage.as(eve), scale(2));
    const before = stage.writes().length;
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => executeChange(stage.as(eve), change.id, seen(change))),
    );
    expect(tries.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    await stage.until(change.id, 'succeeded');
    expect(stage.writes()).toHaveLength(before + 1);
  });
});

describe('a deploy to production', () => {
  it('waits for a lead of the owner, who sees the same plan, and then runs', async () => {
    const { change } = await requestChange(stage.as(eve), deploy('1.1.0'));
    expect(change).toMatchObject({
      state: 'awaiting-approval',
      title: 'Deploy cart 1.1.0',
      sentence: 'It waits for an approval by a lead of shop.',
    });
    await expect(approveChange(stage.as(eve), change.id, seen(change))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(executeChange(stage.as(eve), change.id, seen(change))).rejects.toMatchObject({
      code: 'conflict',
    });
    const another = { planHash: '0'.repeat(64) };
    await expect(approveChange(stage.as(lea), change.id, another)).rejects.toMatchObject({
      code: 'changed-since-planned',
      message: expect.stringMatching(
        /^You saw plan 00000000, and CH-\d+ has plan [0-9a-f]{8}: spec\.template.*image .*cart:1\.0\.0 → .*cart:1\.1\.0\. Look at the plan again\.$/,
      ) as string,
    });
    const approved = await approveChange(stage.as(lea), change.id, { planHash: change.steps[0].plan.hash });
    expect(['executing', 'verifying']).toContain(approved.state);
    const done = await stage.until(change.id, 'succeeded');
    expect(done.approvals).toMatchObject([
      { actor: 'user:lea', decision: 'approved', planHash: change.steps[0].plan.hash },
    ]);
    expect(live('shop-prod')?.spec.template.containers[0]?.image).toBe(image('1.1.0'));
    expect(await actionsOf(change.id)).toEqual([
      'change.requested user:eve',
      'change.approved user:lea',
      'change.intent user:lea',
      'change.outcome system:pilothouse',
    ]);
  });

  it('shows a stalled rollout while it lasts, and fails at the deadline', async () => {
    const { change } = await requestChange(stage.as(eve), deploy('1.2.0-nopull'));
    await approveChange(stage.as(lea), change.id, seen(change));
    await stage.untilSeen(async () =>
      /image cannot be pulled|cannot pull/i.test((await findChange(stage.db, change.id))?.sentence ?? ''),
    );
    expect(await findChange(stage.db, change.id)).toMatchObject({ state: 'verifying', outcome: null });
    const failed = await stage.until(change.id, 'failed', 20_000);
    expect(failed.outcome?.sentence).toMatch(/image/i);
    const { change: back } = await requestChange(stage.as(eve), deploy('1.1.0'));
    await approveChange(stage.as(lea), back.id, seen(back));
    await stage.until(back.id, 'succeeded');
  });

  it('is rejected with a reason, and cancelled by its requester', async () => {
    const { change } = await requestChange(stage.as(eve), deploy('1.3.0'));
    await expect(rejectChange(stage.as(lea), change.id, { reason: ' ' })).rejects.toMatchObject({
      fields: [{ field: 'reason' }],
    });
    await rejectChange(stage.as(lea), change.id, { reason: 'Not on a Friday.' });
    expect(await stage.until(change.id, 'rejected')).toMatchObject({
      sentence: 'Lea rejected it: Not on a Friday.',
    });
    await expect(approveChange(stage.as(lea), change.id, seen(change))).rejects.toMatchObject({
      code: 'conflict',
    });

    const { change: second } = await requestChange(stage.as(eve), deploy('1.3.0'));
    await expect(cancelChange(stage.as(person('Col', 'engineer')), second.id)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await cancelChange(stage.as(eve), second.id);
    await stage.until(second.id, 'cancelled');
  });

  it('counts two leads where two are demanded, each once', async () => {
    const { change } = await requestChange(stage.as(eve), deploy('1.4.0', 'shop-guarded'));
    await approveChange(stage.as(lea), change.id, seen(change));
    await expect(approveChange(stage.as(lea), change.id, seen(change))).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await stage.until(change.id, 'awaiting-approval')).toMatchObject({
      sentence: 'It waits for an approval by a lead of shop.',
    });
    await approveChange(stage.as(person('Lou', 'lead', 'shop')), change.id, seen(change));
    await stage.until(change.id, 'succeeded');
  });

  it('expires after a day', async () => {
    const { change } = await requestChange(stage.as(eve), deploy('1.5.0'));
    stage.skip(24 * 3_600_000 + 1000);
    await expect(approveChange(stage.as(lea), change.id, seen(change))).rejects.toMatchObject({
      code: 'conflict',
    });
    await recoverChanges(stage.runner);
    expect(await stage.until(change.id, 'expired')).toMatchObject({
      sentence: 'Nobody approved it in time.',
    });
    expect((await actionsOf(change.id)).at(-1)).toBe('change.expired system:pilothouse');
    stage.skip(-(24 * 3_600_000 + 1000));
  });
});

describe('a restart', () => {
  it('replaces the pods, and is verified by the rollout', async () => {
    const before = stage.writes().length;
    const { change } = await requestChange(stage.as(eve), {
      action: 'restart',
      target: target('shop'),
      params: {},
      reason: '',
    });
    expect(change).toMatchObject({ title: 'Restart cart', state: 'planned' });
    expect(change.steps[0].plan.diff).toMatchObject([
      { path: 'spec.template.metadata.annotations[kubectl.kubernetes.io/restartedAt]', before: null },
    ]);
    await executeChange(stage.as(eve), change.id, seen(change));
    const done = await stage.until(change.id, 'succeeded');
    expect(done.outcome).toMatchObject({ result: 'succeeded' });
    expect(stage.writes()).toHaveLength(before + 1);
  });
});

describe('a rollback', () => {
  const rollback = (revision: number): ChangeRequest => ({
    action: 'rollback',
    target: target('shop-prod'),
    params: { revision },
    reason: 'It was better.',
  });
  const revisionOf = () => live('shop-prod')?.metadata.annotations['deployment.kubernetes.io/revision'];

  it('restores the template of a kept revision, and is called a rollback', async () => {
    const running = Number(revisionOf());
    const { change } = await requestChange(stage.as(eve), rollback(1));
    expect(change).toMatchObject({
      title: 'Roll back cart to revision 1 (1.0.0)',
      state: 'awaiting-approval',
    });
    expect(change.steps[0].plan.diff.map(({ path }) => path)).toContain(
      'spec.template.spec.containers[cart].image',
    );
    await approveChange(stage.as(lea), change.id, seen(change));
    await stage.until(change.id, 'succeeded');
    expect(live('shop-prod')?.spec.template.containers[0]?.image).toBe(image('1.0.0'));
    expect(live('shop-prod')?.spec.template.labels).not.toHaveProperty('pod-template-hash');
    expect(revisionOf()).toBe(String(running + 1));
    const [requested] = (await listAudit(stage.db, { subject: change.id, limit: 20 })).slice(-1);
    expect(requested?.sentence).toContain('Roll back cart to revision 1 (1.0.0)');
  });

  it('refuses the current revision, and names those there are for an unknown one', async () => {
    const current = Number(revisionOf());
    await expect(requestChange(stage.as(eve), rollback(current))).rejects.toMatchObject({
      fields: [
        {
          field: 'params.revision',
          message: `Revision ${current} already runs: nothing would change.`,
        },
      ],
    });
    await expect(requestChange(stage.as(eve), rollback(99))).rejects.toMatchObject({
      fields: [{ message: expect.stringMatching(/^There is no revision 99 of .*; expected \d/) as string }],
    });
  });

  it('keeps the template encrypted: the row never holds it in the clear', async () => {
    const { change } = await requestChange(stage.as(eve), rollback(Number(revisionOf()) - 1));
    const row = await stage.db.client.changeStep.findFirstOrThrow({ where: { changeNumber: change.number } });
    expect(row.sealed?.length).toBeGreaterThan(100);
    expect(Buffer.from(row.sealed ?? []).toString('latin1')).not.toContain('containers');
    expect(unseal(stage.execution.keys.seal, row.sealed ?? new Uint8Array(), row.operationId)).toMatchObject({
      resolved: { template: { spec: { containers: [{ name: 'cart' }] } } },
    });
  });
});

describe('bad input', () => {
  const ask = (request: unknown) => requestChange(stage.as(eve), request as ChangeRequest);
  const refusals: [string, () => unknown, object][] = [
    [
      'an unknown cluster',
      () => ({ ...scale(4), target: { ...target('shop'), cluster: 'x' } }),
      { code: 'not-found' },
    ],
    [
      'an unknown namespace',
      () => scale(4, 'nowhere'),
      { code: 'not-found', message: /namespace "nowhere"/ },
    ],
    [
      'an unknown workload',
      () => ({ ...scale(4), target: { ...target('shop'), name: 'x' } }),
      { code: 'not-found' },
    ],
    ['too many replicas', () => scale(1001), { fields: [{ field: 'params.replicas' }] }],
    [
      'as many replicas as there are',
      () => scale(2, 'shop-guarded'),
      { fields: [{ field: 'params.replicas' }] },
    ],
    [
      'an empty image',
      () => ({ ...deploy('x'), params: { image: '' } }),
      { fields: [{ field: 'params.image' }] },
    ],
    [
      'a malformed image',
      () => ({ ...deploy('x'), params: { image: 'a b' } }),
      { fields: [{ field: 'params.image' }] },
    ],
    [
      'an unknown container',
      () => ({ ...deploy('9'), params: { image: image('9'), container: 'web' } }),
      {
        fields: [
          { field: 'params.container', message: 'There is no container "web"; expected one of cart.' },
        ],
      },
    ],
  ];
  it.each(refusals)('%s', async (_case, request, expected) => {
    const { message, ...rest } = expected as { message?: RegExp };
    const error: unknown = await ask(request()).catch((caught: unknown) => caught);
    expect(error).toMatchObject(rest);
    if (message) expect((error as Error).message).toMatch(message);
  });

  it('a viewer', async () => {
    await expect(requestChange(stage.as(vic), scale(9))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('an unknown change', async () => {
    await expect(
      approveChange(stage.as(lea), 'CH-99999', { planHash: '0'.repeat(64) }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(cancelChange(stage.as(lea), 'x')).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('leaves an audit chain that holds', async () => {
  const verdict = await verifyAudit(stage.db);
  expect(verdict).toMatchObject({ intact: true });
  expect(verdict.records).toBeGreaterThan(20);
});
