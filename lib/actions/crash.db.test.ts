import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAudit, verifyAudit } from '@/lib/db/audit';
import { findChange } from '@/lib/db/changes';
import { workloadRevisions } from '@/lib/derive/rollout';
import { workloadFacts } from '@/lib/derive/workload-facts';
import { changeRequestSchema } from '@/lib/model';
import { FAULT_POINTS, type FaultPoint } from './context';
import { recoverChanges, requestChange } from './index';
import { eve, openStage, type Stage } from './testing/stage';

/** Kills a real process; this process then finds what it left in the database and in the cluster. */
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Death {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly words: string;
}

function executeUntilKilled(number: number, point: FaultPoint): Promise<Death> {
  const script = fileURLToPath(new URL('testing/crash-child.ts', import.meta.url));
  const { connectionString } = stage.database;
  const flags = ['--import', 'tsx', script, connectionString, stage.kubeconfig, String(number), point];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, flags, { stdio: ['ignore', 'inherit', 'pipe'] });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, words }));
  });
}

describe('a process that is killed', () => {
  const moments: Record<FaultPoint, { writesBefore: number; state: string }> = {
    'intent-committed': { writesBefore: 0, state: 'executing' },
    written: { writesBefore: 1, state: 'executing' },
    verified: { writesBefore: 1, state: 'verifying' },
  };

  const cart = () => {
    const picture = stage.rig.store.cluster('test');
    const workload = picture?.get('Deployment', 'shop', 'cart');
    if (picture === undefined || workload === undefined) throw new Error('there is no cart');
    return { workload, revisions: workloadRevisions(workloadFacts(workload, picture), 'test') };
  };
  const current = () => cart().revisions.find((revision) => revision.current);

  /** What each action asks for, and what holds of the object in the end. */
  const actions = {
    scale() {
      const replicas = cart().workload.spec.replicas + 1;
      return {
        asked: { action: 'scale', params: { replicas } },
        check: () => expect(cart().workload.spec.replicas).toBe(replicas),
      };
    },
    restart() {
      const before = Number(current()?.revision);
      return {
        asked: { action: 'restart', params: {} },
        check: () => expect(current()?.revision).toBe(String(before + 1)),
      };
    },
    rollback() {
      const earlier = cart().revisions.find((revision) => !revision.current);
      return {
        asked: { action: 'rollback', params: { revision: Number(earlier?.revision) } },
        check: () => expect(current()?.keptIn?.name).toBe(earlier?.keptIn?.name),
      };
    },
  };
  const cases = (['scale', 'restart', 'rollback'] as const).flatMap((action) =>
    FAULT_POINTS.map((point) => ({ action, point })),
  );

  it.each(cases)(
    'at $point of a $action leaves one write and one completed record',
    async ({ action, point }) => {
      const { asked, check } = actions[action]();
      const target = { cluster: 'test', namespace: 'shop', kind: 'Deployment', name: 'cart' };
      const request = changeRequestSchema.parse({ ...asked, target, reason: '' });
      const { change } = await requestChange(stage.as(eve), request);
      const before = stage.writes().length;

      let death: Death | undefined;
      const dying = executeUntilKilled(change.number, point).then((met) => (death = met));
      await stage.untilSeen(() => death !== undefined);
      expect(await dying).toMatchObject({ signal: 'SIGKILL', words: '' });
      expect(stage.writes()).toHaveLength(before + moments[point].writesBefore);
      expect(await findChange(stage.db, change.id)).toMatchObject({
        state: moments[point].state,
        outcome: null,
      });

      // Recovered twice at once, as two replicas might.
      await Promise.all([recoverChanges(stage.runner), recoverChanges(stage.runner)]);
      const done = await stage.until(change.id, 'succeeded');
      expect(done.fence).toBe(2);
      await recoverChanges(stage.runner);

      expect(stage.writes().slice(before)).toMatchObject([{ code: 200 }]);
      const records = await listAudit(stage.db, { subject: change.id, limit: 20 });
      expect(records.map(({ action }) => action).reverse()).toEqual([
        'change.requested',
        'change.intent',
        'change.outcome',
      ]);
      check();
      expect(await verifyAudit(stage.db)).toMatchObject({ intact: true });
    },
  );
});
