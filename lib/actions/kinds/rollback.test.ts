import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectRaw, rawObjects } from '@/lib/derive/testing/load';
import { AppError, type ChangeTarget, type ClusterGateway, type RawObject } from '@/lib/model';
import { NOW, testWorld } from '@/lib/views/testing/world';
import { draftPlan, makePlan } from '../plan/make-plan';
import { recordAt, textAt } from '../plan/raw';
import { actionKeys } from '../seal';
import { merged } from '../testing/template-gateway';
import { locate } from '../workload';
import { rollback } from './rollback';

const text = readFileSync(new URL('fixtures/kept-revisions.yaml', import.meta.url), 'utf8');

/** A cluster with these objects: its picture, and an API server that answers them raw. */
function cluster(edit: (objects: RawObject[]) => void = () => undefined) {
  const objects: RawObject[] = rawObjects(text);
  edit(objects);
  const world = testWorld(['c']);
  world.put('c', ...objects.map((object) => projectRaw({ ...object })));
  const find = (kind: string, name: string) => {
    const found = objects.find(
      (object) => object.kind === kind && textAt(object, 'metadata', 'name') === name,
    );
    if (found === undefined) throw new AppError('not-found', `There is no ${kind} ${name}.`);
    return found;
  };
  const patches: RawObject[] = [];
  const gateway: ClusterGateway = {
    read: ({ kind, name }) => Promise.resolve(find(kind, name)),
    patch({ target, patch }) {
      patches.push(patch);
      return Promise.resolve(merged(find(target.kind, target.name), patch) as RawObject);
    },
  };
  return { world, gateway, patches, find };
}

const target = (kind: ChangeTarget['kind'], name: string): ChangeTarget => ({
  cluster: 'c',
  namespace: 'shop',
  kind,
  name,
});
const planOf = async (where: ChangeTarget, revision: number, at = cluster()) => {
  const intent = { action: 'rollback' as const, target: where, params: { revision } };
  const asked = { gateway: at.gateway, kind: rollback, intent, operationId: 'op', keys: actionKeys('k') };
  const located = locate(at.world.store, where);
  const services = { dependentsOf: () => ({ direct: [], indirect: 0, unseen: 0 }) };
  return { ...(await makePlan({ ...asked, located, services, now: new Date(NOW) })), asked };
};

describe('a rollback of a Deployment', () => {
  it('shows the template field by field, credentials masked', async () => {
    const { plan } = await planOf(target('Deployment', 'cart'), 1);
    const at = 'spec.template.spec.containers[web]';
    expect(plan.diff).toEqual([
      {
        path: 'metadata.annotations[kubernetes.io/change-cause]',
        before: 'the spring sale',
        after: 'the first one',
      },
      {
        path: 'spec.template.metadata.annotations[kubectl.kubernetes.io/restartedAt]',
        before: '2026-03-12T01:00:00Z',
        after: null,
      },
      { path: `${at}.env[DB_PASSWORD].value`, before: '••••••', after: '•••••• (changed)' },
      { path: `${at}.image`, before: 'registry.example/cart:1.28.0', after: 'registry.example/cart:1.27.2' },
      { path: `${at}.resources.limits.memory`, before: '256Mi', after: '512Mi' },
    ]);
    expect(JSON.stringify(plan)).not.toContain('hunter2');
  });

  it('says what it is called, and that more than images goes back', async () => {
    const { plan, draft } = await planOf(target('Deployment', 'cart'), 1);
    expect(rollback.title(draft.planned as never)).toBe('Roll back cart to revision 1 (1.27.2)');
    const own = plan.consequences.filter(({ code }) => code === 'image' || code === 'pods');
    expect(own.map(({ code, level, sentence }) => `${code} ${level}: ${sentence}`)).toEqual([
      'image weigh: 2 other fields of the pod template change with it: see the plan.',
      'pods ok: A few at a time: up to 3 run at once, and at least 2 of 2 keep serving.',
    ]);
  });

  it('counts only fields of the pod template as more than images', async () => {
    const { draft } = await planOf(target('Deployment', 'cart'), 1);
    const intent = {
      action: 'rollback' as const,
      target: target('DaemonSet', 'agent'),
      params: { revision: 1 },
    };
    const diff = [
      { path: 'metadata.annotations[deprecated.daemonset.template.generation]', before: '2', after: '3' },
      { path: 'spec.template.spec.containers[agent].image', before: 'r/agent:2', after: 'r/agent:1' },
    ];
    const { workload } = locate(cluster().world.store, target('Deployment', 'cart'));
    const effects = rollback.effects({ ...draft.planned, intent } as never, { workload, diff } as never);
    expect(effects.map(({ code }) => code)).toEqual(['pods']);
  });

  it('replaces the template whole, without the hash of its ReplicaSet', async () => {
    const at = cluster();
    await planOf(target('Deployment', 'cart'), 1, at);
    expect(at.patches.map((patch) => recordAt(patch, 'spec', 'template'))).toMatchObject([
      { $patch: 'replace', metadata: { labels: { app: 'cart' } } },
    ]);
    expect(JSON.stringify(at.patches)).not.toContain('pod-template-hash');
  });

  it('is the same plan when the ReplicaSet is gone by the time of the write', async () => {
    const { draft, asked } = await planOf(target('Deployment', 'cart'), 1);
    const { resolved } = draft.planned;
    expect((await draftPlan({ ...asked, resolved, live: draft.live })).hash).toBe(draft.hash);
  });
});

describe('a rollback of a StatefulSet', () => {
  it('takes the template from its ControllerRevision', async () => {
    const { plan, draft } = await planOf(target('StatefulSet', 'orders'), 1);
    expect(plan.diff).toEqual([
      { path: 'spec.template.spec.containers[db].args[0]', before: null, after: '--wal' },
      {
        path: 'spec.template.spec.containers[db].image',
        before: 'registry.example/orders:2',
        after: 'registry.example/orders:1',
      },
    ]);
    expect(rollback.title(draft.planned as never)).toBe('Roll back orders to revision 1 (1)');
  });
});

describe('a rollback that is not possible', () => {
  const refused: [string, ChangeTarget, number, string][] = [
    ['to what runs', target('Deployment', 'cart'), 2, 'Revision 2 already runs: nothing would change.'],
    [
      'to an unknown one',
      target('Deployment', 'cart'),
      9,
      'There is no revision 9 of Deployment cart; expected 1.',
    ],
    [
      'of what has no earlier one',
      target('Deployment', 'fresh'),
      1,
      'The cluster keeps no earlier revision of Deployment fresh.',
    ],
  ];
  it.each(refused)('%s names the kept revisions', async (_what, where, revision, message) => {
    await expect(planOf(where, revision)).rejects.toMatchObject({
      code: 'invalid-input',
      fields: [{ field: 'params.revision', message }],
    });
  });

  it('of what keeps none by its kind', () => {
    const where = target('CronJob', 'nightly');
    expect(() => rollback.check({ action: 'rollback', target: where, params: { revision: 1 } })).toThrow(
      'A CronJob keeps no revisions; expected one of Deployment, StatefulSet, DaemonSet.',
    );
  });

  it('while the rollouts are paused', async () => {
    const paused = cluster((objects) => {
      const [cart] = objects;
      objects[0] = { ...cart, spec: { ...recordAt(cart, 'spec'), paused: true } };
    });
    await expect(planOf(target('Deployment', 'cart'), 1, paused)).rejects.toMatchObject({
      fields: [
        {
          field: 'target',
          message: 'The rollouts of cart are paused: resume them first, with kubectl rollout resume.',
        },
      ],
    });
  });

  it('to a ReplicaSet that has become another since the picture was made', async () => {
    const at = cluster();
    const moved: ClusterGateway = {
      ...at.gateway,
      read: async (object) => ({
        ...(await at.gateway.read(object)),
        ...(object.kind === 'ReplicaSet' ? { metadata: { name: object.name, ownerReferences: [] } } : {}),
      }),
    };
    await expect(planOf(target('Deployment', 'cart'), 1, { ...at, gateway: moved })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('of a workload that was replaced since its revisions were read', async () => {
    const at = cluster();
    const replaced: ClusterGateway = {
      ...at.gateway,
      read: async (object) => {
        const found = await at.gateway.read(object);
        if (object.kind !== 'Deployment') return found;
        return { ...found, metadata: { ...recordAt(found, 'metadata'), uid: 'another' } };
      },
    };
    await expect(planOf(target('Deployment', 'cart'), 1, { ...at, gateway: replaced })).rejects.toMatchObject(
      { code: 'conflict', message: 'The workload was replaced during planning. Try again.' },
    );
  });

  it('while its ReplicaSets cannot be read', async () => {
    const at = cluster();
    at.world
      .writer('c')
      .setKindState('ReplicaSet', { state: 'forbidden', reason: 'ReplicaSets may not be listed.' }, NOW);
    await expect(planOf(target('Deployment', 'cart'), 1, at)).rejects.toMatchObject({
      code: 'cluster-unavailable',
      message: 'ReplicaSets may not be listed.',
    });
  });
});
