import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deploymentManifest } from '@/demo/cluster/testing';
import { listAudit } from '@/lib/db/audit';
import type { ChangeRecord } from '@/lib/db/change-record';
import { AppError, type ClusterGateway, type EnvironmentRule, type Policy } from '@/lib/model';
import type { ExecutionContext, FaultPoint } from './context';
import { recoverChanges, requestChange } from './index';
import { OPERATION_ANNOTATION } from './plan/patch';
import { createChangeRunner } from './runner';
import { ENVIRONMENTS } from './testing/environments';
import { eve, openStage, type Stage } from './testing/stage';

/** An executor stops at a point, or loses its cluster; others act on the object meanwhile; the next executor finds both. */
let stage: Stage;
let network: (real: ClusterGateway) => ClusterGateway;
beforeAll(async () => {
  stage = await openStage({
    intercept: (real) => ({
      read: (target) => network(real).read(target),
      patch: (request) => (request.dryRun ? real.patch(request) : network(real).patch(request)),
    }),
  });
});
afterAll(() => stage.close());

let count = 0;
const name = () => `lost-${count}`;
const image = (tag: string) => `registry.harbor.example/${name()}:${tag}`;
const calm = (real: ClusterGateway) => real;
beforeEach(async () => {
  network = calm;
  stage.cluster.apply(deploymentManifest(name(), '1.0.0'));
  await stage.untilSeen(
    () => stage.rig.store.cluster('test')?.get('Deployment', 'shop', name())?.status.availableReplicas === 2,
  );
});
afterEach(() => (count += 1));

const target = () => ({ cluster: 'test', namespace: 'shop', kind: 'Deployment' as const, name: name() });
const live = () => stage.cluster.store.get('deployments', 'shop', name());
const codes = () =>
  stage.cluster.requests({ verb: 'patch', name: name(), dryRun: false }).map(({ code }) => code);

const asked = {
  deploy: () => ({ action: 'deploy' as const, params: { image: image('2.0.0') } }),
  scale: () => ({ action: 'scale' as const, params: { replicas: 5 } }),
  restart: () => ({ action: 'restart' as const, params: {} }),
};

/** Requests a Change, and begins it by an executor that stops at a point, if one is given. */
async function begun(action: keyof typeof asked, point?: FaultPoint): Promise<ChangeRecord> {
  const { change } = await requestChange(stage.as(eve), { ...asked[action](), target: target(), reason: '' });
  const at = (reached: FaultPoint) =>
    reached === point ? Promise.reject(new Error(`It stops at ${reached}.`)) : Promise.resolve();
  const runner = createChangeRunner({ ...stage.execution, faults: { at } });
  expect(await runner.begin(change.number, eve)).toBe(true);
  await runner.idle();
  return change;
}

/** The next executor, under what is in force by then. */
async function recovered(
  { id }: ChangeRecord,
  state: 'failed' | 'void',
  execution?: Partial<ExecutionContext>,
) {
  const runner = createChangeRunner({ ...stage.execution, ...execution });
  await recoverChanges(runner);
  const change = await stage.until(id, state);
  await runner.stop();
  const [last] = await listAudit(stage.db, { subject: id, limit: 1 });
  expect(last?.sentence).toContain(change.outcome?.sentence);
  return { sentence: change.outcome?.sentence, written: last?.detail.written };
}

/** Somebody brings the earlier version back, with the annotations that it had: `kubectl rollout undo`. */
function undo(): void {
  const manifest = deploymentManifest(name(), '1.0.0');
  const annotations = { [OPERATION_ANNOTATION]: 'an earlier operation' };
  stage.cluster.apply({ ...manifest, metadata: { ...manifest.metadata, annotations } });
}

const away = () => Promise.reject(new AppError('cluster-unavailable', 'It is away.'));
const noAnswer = () => Promise.reject(new AppError('unknown-outcome', 'No answer came.'));
/** The cluster goes away with the write, which arrives before that or never. */
function goesAwayWithTheWrite(arrives: boolean): void {
  network = (real) => ({
    read: (where) => real.read(where),
    async patch(request) {
      if (arrives) await real.patch(request);
      network = () => ({ read: away, patch: away });
      return noAnswer();
    },
  });
}

const MOVED_ON =
  'It is not known whether it was written: an earlier attempt may have succeeded, and the object has changed since. Pilothouse does not send it again.';

describe('a write whose result was not stored, and that somebody has undone', () => {
  it('is not sent twice when its executor died', async () => {
    const change = await begun('deploy', 'written');
    expect(codes()).toEqual([200]);
    undo();
    expect(await recovered(change, 'failed')).toEqual({ sentence: MOVED_ON, written: null });
    expect(codes()).toEqual([200]);
    expect(JSON.stringify(live()?.spec)).toContain(image('1.0.0'));
  });

  it('is not sent twice when its answer was lost', async () => {
    goesAwayWithTheWrite(true);
    const change = await begun('deploy');
    await stage.until(change.id, 'unknown');
    undo();
    network = calm;
    expect(await recovered(change, 'failed')).toEqual({ sentence: MOVED_ON, written: null });
    expect(codes()).toEqual([200]);
  });

  it('is not sent twice when both happen while one executor has it', async () => {
    let first = true;
    network = (real) => ({
      read: (where) => real.read(where),
      async patch(request) {
        const object = await real.patch(request);
        if (!first) return object;
        first = false;
        undo();
        return noAnswer();
      },
    });
    const change = await begun('deploy');
    expect((await stage.until(change.id, 'failed')).outcome?.sentence).toBe(MOVED_ON);
    expect(codes()).toEqual([200]);
  });
});

describe('a write that was lost on its way', () => {
  it('is sent by the next executor while the object stays as it was', async () => {
    goesAwayWithTheWrite(false);
    const change = await begun('scale');
    await stage.until(change.id, 'unknown');
    network = calm;
    await recoverChanges(stage.runner);
    await stage.until(change.id, 'succeeded');
    expect(codes()).toEqual([200]);
  });

  it('is never reported as not written where the Change must end', async () => {
    goesAwayWithTheWrite(false);
    const change = await begun('scale');
    await stage.until(change.id, 'unknown');
    network = (real) => ({
      read: () => Promise.reject(new AppError('not-found', 'It is gone.')),
      patch: (request) => real.patch(request),
    });
    expect(await recovered(change, 'failed')).toEqual({
      sentence: 'The object no longer exists; an earlier attempt may have been written.',
      written: null,
    });
  });

  it('is not sent after its expiry', async () => {
    goesAwayWithTheWrite(false);
    const change = await begun('scale');
    await stage.until(change.id, 'unknown');
    network = calm;
    expect(await recovered(change, 'failed', { now: () => change.expiresAt })).toEqual({
      sentence: 'It expired before it could be written; an earlier attempt may have been written.',
      written: null,
    });
    expect(codes()).toEqual([]);
  });
});

describe('a Change whose executor died before it was sent', () => {
  const inForce = (policy: Partial<Policy>): readonly EnvironmentRule[] =>
    ENVIRONMENTS.map((rule) => ({ ...rule, policy: { ...rule.policy, ...policy } }));
  const stricter: [string, Partial<Policy>, string][] = [
    [
      'an approval is demanded by then',
      { approvals: 1 },
      'The policy in force no longer allows it (It waits for one approval); nothing was written.',
    ],
    [
      'the bounds are narrower by then',
      { maxReplicas: 4 },
      'The policy in force no longer allows it (Staging now allows 0 to 4 replicas in test. Request it again within these bounds); nothing was written.',
    ],
  ];
  it.each(stricter)('is not written when %s', async (_what, policy, sentence) => {
    const change = await begun('scale', 'intent-committed');
    const execution = { environments: inForce(policy) };
    expect(await recovered(change, 'failed', execution)).toEqual({ sentence, written: false });
    expect(codes()).toEqual([]);
  });

  it('is not written after its expiry', async () => {
    const change = await begun('scale', 'intent-committed');
    expect(await recovered(change, 'failed', { now: () => change.expiresAt })).toEqual({
      sentence: 'It expired before it could be written; nothing was written.',
      written: false,
    });
    expect(codes()).toEqual([]);
  });

  it('is void when what its action resolved was never kept', async () => {
    const change = await begun('restart', 'intent-committed');
    await stage.db.client.changeStep.updateMany({
      where: { changeNumber: change.number },
      data: { sealed: null },
    });
    expect(await recovered(change, 'void')).toEqual({
      sentence: 'What its plan depends on was not stored with it; nothing was written.',
      written: false,
    });
    expect(codes()).toEqual([]);
  });
});
