import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deploymentManifest } from '@/demo/cluster/testing';
import { listAudit } from '@/lib/db/audit';
import { findChange, updateLeased } from '@/lib/db/changes';
import { beginExecution, releaseLease, renewLease, takeOver } from '@/lib/db/leases';
import { AppError, type ClusterGateway, type ErrorCode } from '@/lib/model';
import { executeChange, recoverChanges, requestChange } from './index';
import { createChangeRunner } from './runner';
import { eve, openStage, seen, type Stage } from './testing/stage';

/** The network between Pilothouse and the cluster, with the faults that a test sets. */
let read: (real: ClusterGateway) => ClusterGateway['read'];
let write: (real: ClusterGateway) => ClusterGateway['patch'];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    intercept: (real) => ({
      read: (target) => read(real)(target),
      patch: (request) => (request.dryRun ? real.patch(request) : write(real)(request)),
    }),
  });
});
afterAll(() => stage.close());

const calm = () => {
  read = (real) => real.read.bind(real);
  write = (real) => real.patch.bind(real);
};
beforeEach(() => {
  calm();
  stage.cluster.apply({ ...deploymentManifest(name(), '1.0.0'), metadata: metadata() });
});
afterEach(() => (count += 1));

let count = 0;
const name = () => `app-${count}`;
const metadata = () => ({ name: name(), namespace: 'shop', labels: { app: name() } });
const target = () => ({ cluster: 'test', namespace: 'shop', kind: 'Deployment' as const, name: name() });
const deployment = () => stage.rig.store.cluster('test')?.get('Deployment', 'shop', name());
const codes = () =>
  stage.cluster.requests({ verb: 'patch', name: name(), dryRun: false }).map(({ code }) => code);
const fail = (code: ErrorCode) => Promise.reject(new AppError(code, `It is ${code}.`));
/** Does `first` on the first call and `then` on every later one. */
function once<T>(first: () => T, then: () => T): () => T {
  let done = false;
  return () => {
    if (done) return then();
    done = true;
    return first();
  };
}

async function begun(replicas = 3): Promise<string> {
  await stage.untilSeen(() => deployment()?.status.availableReplicas === 2);
  const { change } = await requestChange(stage.as(eve), {
    action: 'scale',
    target: target(),
    params: { replicas },
    reason: '',
  });
  await executeChange(stage.as(eve), change.id, seen(change));
  return change.id;
}
const outcomes = async (id: string) =>
  (await listAudit(stage.db, { subject: id, limit: 20 })).filter(({ action }) =>
    /outcome|voided/.test(action),
  ).length;

describe('a write', () => {
  it('whose answer is lost is found by reading back', async () => {
    write = (real) => (request) => real.patch(request).then(() => fail('unknown-outcome'));
    await stage.until(await begun(), 'succeeded');
    expect(codes()).toEqual([200]);
  });

  it('that was lost on its way is sent again', async () => {
    const send = { lost: true };
    write = (real) => (request) => {
      if (!send.lost) return real.patch(request);
      send.lost = false;
      return fail('unknown-outcome');
    };
    await stage.until(await begun(), 'succeeded');
    expect(codes()).toEqual([200]);
  });

  it('that finds a newer version is planned again, and written if the plan is the same', async () => {
    const meddle = once(
      () =>
        stage.cluster.apply(
          {
            ...deploymentManifest(name(), '1.0.0'),
            metadata: { ...metadata(), labels: { app: name(), team: 'x' } },
          },
          'other',
        ),
      () => undefined,
    );
    write = (real) => (request) => {
      meddle();
      return real.patch(request);
    };
    await stage.until(await begun(), 'succeeded');
    expect(codes()).toEqual([409, 200]);
  });

  it('that finds a newer version every time fails', async () => {
    write = () => () => fail('conflict');
    const failed = await stage.until(await begun(), 'failed');
    expect(failed.outcome?.sentence).toBe('The object changed at each of 5 attempts; nothing was written.');
    expect(codes()).toEqual([]);
  });

  it('that the cluster refuses is not tried again', async () => {
    let tries = 0;
    write = () => () => {
      tries += 1;
      return fail('cluster-refused');
    };
    const failed = await stage.until(await begun(), 'failed');
    expect(failed.outcome?.sentence).toBe('The cluster refused it: It is cluster-refused.');
    expect(tries).toBe(1);
  });

  it('to a cluster that cannot be reached fails, and is certainly not written', async () => {
    write = () => () => fail('cluster-unavailable');
    const failed = await stage.until(await begun(), 'failed');
    expect(failed.outcome?.sentence).toBe('It is cluster-unavailable. Nothing was written.');
  });

  it('whose result is not known is checked until it is', async () => {
    write = (real) => async (request) => {
      await real.patch(request);
      read = () => () => fail('cluster-unavailable');
      return fail('unknown-outcome');
    };
    const id = await begun();
    expect(await stage.until(id, 'unknown')).toMatchObject({ outcome: null, steps: [{ written: null }] });
    await recoverChanges(stage.runner);
    await stage.runner.idle();
    expect(await findChange(stage.db, id)).toMatchObject({ state: 'unknown' });
    calm();
    await recoverChanges(stage.runner);
    await stage.until(id, 'succeeded');
    expect(codes()).toEqual([200]);
    expect(await outcomes(id)).toBe(1);
  });

  it('of an object that is gone is voided', async () => {
    await stage.untilSeen(() => deployment()?.status.availableReplicas === 2);
    const reading = once<ErrorCode | null>(
      () => null,
      () => 'not-found',
    );
    read = (real) => (asked) => {
      const code = reading();
      return code === null ? real.read(asked) : fail(code);
    };
    const voided = await stage.until(await begun(), 'void');
    expect(voided.outcome?.sentence).toBe('The object no longer exists; nothing was written.');
  });
});

describe('a rollout under watch', () => {
  it('fails when somebody overwrites our value', async () => {
    write = (real) => async (request) => {
      const written = await real.patch(request);
      stage.cluster.apply(
        { ...deploymentManifest(name(), '1.0.0', { replicas: 1 }), metadata: metadata() },
        'other',
      );
      return written;
    };
    const failed = await stage.until(await begun(), 'failed');
    expect(failed.outcome?.sentence).toBe('Somebody else set it to 1 before the rollout completed.');
    expect(failed.steps[0].written).not.toBeNull();
  });

  it('fails when it does not complete in time', async () => {
    await stage.untilSeen(() => deployment()?.status.availableReplicas === 2);
    const { change } = await requestChange(stage.as(eve), {
      action: 'deploy',
      target: target(),
      params: { image: `registry.harbor.example/${name()}:2-nopull` },
      reason: '',
    });
    const hasty = createChangeRunner({ ...stage.execution, verifyTimeoutMs: 20_000 });
    await hasty.begin(change.number, eve);
    const failed = await stage.until(change.id, 'failed');
    expect(failed.outcome?.sentence).toMatch(/^It did not complete within 20 s\. .*image/i);
    await hasty.stop();
  });

  it('is released when its process stops, and continued by the next', async () => {
    const first = createChangeRunner(stage.execution);
    await stage.untilSeen(() => deployment()?.status.availableReplicas === 2);
    const { change } = await requestChange(stage.as(eve), {
      action: 'scale',
      target: target(),
      params: { replicas: 5 },
      reason: '',
    });
    await first.begin(change.number, eve);
    await expect.poll(async () => (await findChange(stage.db, change.id))?.state).toBe('verifying');
    await first.stop();
    expect(await findChange(stage.db, change.id)).toMatchObject({ state: 'verifying', leaseOwner: null });
    expect(await first.begin(change.number, eve)).toBe(false);
    await recoverChanges(stage.runner);
    await stage.until(change.id, 'succeeded');
    expect(codes()).toEqual([200]);
    expect(await outcomes(change.id)).toBe(1);
  });
});

describe('a lease', () => {
  it('belongs to one executor at a time, and fences out the one before', async () => {
    await stage.untilSeen(() => deployment()?.status.availableReplicas === 2);
    const { change } = await requestChange(stage.as(eve), {
      action: 'scale',
      target: target(),
      params: { replicas: 3 },
      reason: '',
    });
    const { db } = stage;
    const { number } = change;
    const now = new Date();
    const begin = (owner: string) => db.transaction((tx) => beginExecution(tx, { number, owner, now }));
    const both = await Promise.all([begin('elsewhere/1/a'), begin('elsewhere/2/b')]);
    const [first] = both.filter((lease) => lease !== null);
    if (!first) throw new Error('nobody got the lease');
    expect(both).toContain(null);

    expect(await takeOver(db, { number, owner: 'elsewhere/3/c', dead: [] })).toBeNull();
    expect(await renewLease(db, first)).toBe(true);
    const second = await takeOver(db, { number, owner: 'elsewhere/3/c', dead: [first.owner] });
    expect(second?.fence).toBe(first.fence + 1);

    expect(await renewLease(db, first)).toBe(false);
    await releaseLease(db, first);
    const late = await db.transaction((tx) =>
      updateLeased(tx, first, { state: 'failed', sentence: 'x', now }),
    );
    expect(late).toBe(false);
    expect(await findChange(db, change.id)).toMatchObject({
      state: 'executing',
      leaseOwner: 'elsewhere/3/c',
    });

    // Nobody touches it while the lease is valid; when it has expired, the recovery does.
    await recoverChanges(stage.runner);
    expect(await findChange(db, change.id)).toMatchObject({ leaseOwner: 'elsewhere/3/c' });
    await db.client
      .$executeRaw`UPDATE changes SET lease_until = now() - interval '1 second' WHERE number = ${number}`;
    await recoverChanges(stage.runner);
    await stage.until(change.id, 'succeeded');
    expect(codes()).toEqual([200]);
  });
});
