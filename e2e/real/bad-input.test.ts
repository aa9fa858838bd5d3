import { beforeAll, describe, expect, it } from 'vitest';
import { whyNoCluster } from '../cluster/open-cluster';
import { problemOf } from './api';
import { deployment, openBoutique, type Boutique } from './boutique';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

const TWO_CONTAINERS = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'pair' },
  spec: {
    selector: { matchLabels: { app: 'pair' } },
    template: {
      metadata: { labels: { app: 'pair' } },
      spec: {
        containers: [
          { name: 'web', image: 'registry.example/web:1' },
          { name: 'proxy', image: 'registry.example/proxy:1' },
        ],
      },
    },
  },
};

const frontend = deployment('frontend');
const scale = (replicas: unknown, target: object = frontend) => ({
  action: 'scale',
  target,
  params: { replicas },
});
const deploy = (params: object, target: object = frontend) => ({ action: 'deploy', target, params });

/** `field` null: the problem names none. */
interface Case {
  readonly what: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly status: number;
  readonly field: string | null;
}

const LOOKS: readonly Case[] = [
  { what: 'an unknown cluster', path: '/api/v1/services?cluster=nowhere', status: 404, field: null },
  { what: 'an unknown namespace', path: '/api/v1/services?namespace=nowhere', status: 404, field: null },
  { what: 'an unknown service', path: '/api/v1/services/nothing', status: 404, field: null },
  { what: 'a cluster page that is not there', path: '/api/v1/clusters/nowhere', status: 404, field: null },
  { what: 'an unknown change', path: '/api/v1/changes/CH-99999', status: 404, field: null },
  { what: 'an id that is none', path: '/api/v1/changes/nonsense', status: 404, field: null },
  { what: 'a health that is no word', path: '/api/v1/services?health=Sick', status: 422, field: 'health' },
  { what: 'a limit of 0', path: '/api/v1/services?limit=0', status: 422, field: 'limit' },
  { what: 'a cursor of another making', path: '/api/v1/services?cursor=zzz', status: 422, field: 'cursor' },
  {
    what: 'a parameter that is not there',
    path: '/api/v1/services?colour=red',
    status: 422,
    field: 'colour',
  },
  { what: 'a topic that is none', path: '/api/v1/live?topics=weather', status: 422, field: 'topics' },
  { what: 'no topic', path: '/api/v1/live?topics=', status: 422, field: 'topics' },
];

const replicas = 'params.replicas';
const image = 'params.image';
const ASKS: readonly Case[] = [
  { what: 'replicas -1', body: scale(-1), status: 422, field: replicas },
  { what: 'replicas 1.5', body: scale(1.5), status: 422, field: replicas },
  { what: 'replicas "3"', body: scale('3'), status: 422, field: replicas },
  { what: 'replicas 1,001', body: scale(1001), status: 422, field: replicas },
  { what: 'replicas null', body: scale(null), status: 422, field: replicas },
  { what: 'the replicas that it has', body: scale(1), status: 422, field: replicas },
  { what: 'no image', body: deploy({}), status: 422, field: image },
  { what: 'an empty image', body: deploy({ image: '' }), status: 422, field: image },
  { what: 'an image of blanks', body: deploy({ image: '  ' }), status: 422, field: image },
  { what: 'an image in capitals', body: deploy({ image: 'Shop/Web:1' }), status: 422, field: image },
  { what: 'an image with a bad tag', body: deploy({ image: 'shop/web:v 1' }), status: 422, field: image },
  {
    what: 'several containers and none named',
    body: deploy({ image: 'registry.example/web:2' }, { ...frontend, name: 'pair' }),
    status: 422,
    field: 'params.container',
  },
  {
    what: 'a container that is not there',
    body: deploy({ container: 'nobody', image: 'registry.example/web:2' }),
    status: 422,
    field: 'params.container',
  },
  {
    what: 'an unknown cluster',
    body: scale(2, { ...frontend, cluster: 'nowhere' }),
    status: 404,
    field: null,
  },
  {
    what: 'an unknown namespace',
    body: scale(2, { ...frontend, namespace: 'nowhere' }),
    status: 404,
    field: null,
  },
  { what: 'an unknown workload', body: scale(2, { ...frontend, name: 'nobody' }), status: 404, field: null },
  { what: 'a name that climbs', body: scale(2, { ...frontend, name: '../pods' }), status: 404, field: null },
  {
    what: 'a kind that is none',
    body: scale(2, { ...frontend, kind: 'Pod' }),
    status: 422,
    field: 'target.kind',
  },
  { what: 'an action that is none', body: { ...scale(2), action: 'erase' }, status: 422, field: 'action' },
  { what: 'no target', body: { action: 'scale', params: { replicas: 2 } }, status: 422, field: 'target' },
  { what: 'a field too many', body: { ...scale(2), force: true }, status: 422, field: 'force' },
];

describe.skipIf(skipped !== null)('bad input', () => {
  let boutique: Boutique;
  beforeAll(async () => {
    boutique = await openBoutique();
    await boutique.cluster.apply(JSON.stringify(TWO_CONTAINERS));
    await boutique.cluster.kubectl(['rollout', 'status', 'deployment/pair', '--timeout=60s']);
    return () => boutique.stop();
  });

  it.each(LOOKS)('GET, $what: $status', async ({ path = '', status, field }) => {
    expectProblem(await boutique.api.refusal('GET', path), { status, field });
  });

  it.each(ASKS)('POST a change, $what: $status', async ({ body, status, field }) => {
    expectProblem(await boutique.api.refusal('POST', '/api/v1/changes', body), { status, field });
  });

  it('refuses invalid JSON, another content type, and a body that is too large', async () => {
    const send = (body: string, type = 'application/json'): Promise<Response> =>
      fetch(new URL('/api/v1/changes', boutique.product.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${boutique.product.token}`, 'content-type': type },
        body,
      });
    expect(await problemOf(await send('{"action":'))).toMatchObject({ status: 400 });
    expect(await problemOf(await send('action=scale', 'text/plain'))).toMatchObject({ status: 415 });
    expect(await problemOf(await send(JSON.stringify({ reason: 'x'.repeat(300_000) })))).toMatchObject({
      status: 413,
    });
  });

  it('names the methods that there are', async () => {
    const answer = await boutique.api.call('DELETE', '/api/v1/services');
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    expect(await problemOf(answer)).toMatchObject({ status: 405 });
  });

  it('none of these requests created a Change or a write', async () => {
    const answer = await boutique.api.call('GET', '/api/v1/changes');
    expect(await answer.json()).toEqual({ items: [], nextCursor: null });
    expect(await boutique.cluster.auditLog({ userAgent: 'pilothouse', verb: ['patch', 'update'] })).toEqual(
      [],
    );
  });
});

function expectProblem(
  problem: Awaited<ReturnType<typeof problemOf>>,
  { status, field }: Pick<Case, 'status' | 'field'>,
): void {
  expect(problem.status, JSON.stringify(problem)).toBe(status);
  const fields = (problem.errors ?? []).map((error) => error.field);
  expect(fields, JSON.stringify(problem)).toEqual(field === null ? [] : [field]);
}
