import {
  auditRecordSchema,
  changeSummarySchema,
  clusterDetailSchema,
  clusterSummarySchema,
  dependentsSchema,
  endpointRowSchema,
  eventSchema,
  pageSchema,
  problemSchema,
  readinessSchema,
  registryHistorySchema,
  registryLatencyPageSchema,
  registryListedSchema,
  registryServiceDetailSchema,
  rolloutRowSchema,
  serviceDetailSchema,
  serviceHistorySchema,
  serviceSummarySchema,
  systemSummarySchema,
  topologyDifferencesSchema,
  topologySchema,
} from '@/lib/model';
import { expect, test } from './persona';

test.use({ persona: 'Viewer' });

const OPERATIONS = [
  'DELETE /api/v1/registry/instances/{service}/{id}',
  'DELETE /api/v1/registry/tokens/{name}',
  'DELETE /api/v1/sessions/{id}',
  'GET /api/v1/audit',
  'GET /api/v1/changes',
  'GET /api/v1/changes/{id}',
  'GET /api/v1/clusters',
  'GET /api/v1/clusters/{name}',
  'GET /api/v1/endpoints',
  'GET /api/v1/health',
  'GET /api/v1/live',
  'GET /api/v1/logs',
  'GET /api/v1/logs/download',
  'GET /api/v1/me',
  'GET /api/v1/notifications',
  'GET /api/v1/openapi.json',
  'GET /api/v1/readiness',
  'GET /api/v1/registry/availability',
  'GET /api/v1/registry/services',
  'GET /api/v1/registry/services/{name}',
  'GET /api/v1/registry/services/{name}/history',
  'GET /api/v1/registry/services/{name}/latency',
  'GET /api/v1/registry/tokens',
  'GET /api/v1/rollouts',
  'GET /api/v1/search',
  'GET /api/v1/services',
  'GET /api/v1/services/{id}',
  'GET /api/v1/services/{id}/dependents',
  'GET /api/v1/services/{id}/events',
  'GET /api/v1/services/{id}/history',
  'GET /api/v1/sessions',
  'GET /api/v1/systems',
  'GET /api/v1/topology',
  'GET /api/v1/topology/differences',
  'GET /api/v1/topology/sources',
  'GET /metrics',
  'GET /v1/agent/checks',
  'GET /v1/agent/members',
  'GET /v1/agent/self',
  'GET /v1/agent/service/{name}',
  'GET /v1/agent/services',
  'GET /v1/catalog/datacenters',
  'GET /v1/catalog/nodes',
  'GET /v1/catalog/service/{name}',
  'GET /v1/catalog/services',
  'GET /v1/health/checks/{name}',
  'GET /v1/health/node/{name}',
  'GET /v1/health/service/{name}',
  'GET /v1/health/state/{name}',
  'GET /v1/status/leader',
  'GET /v1/status/peers',
  'POST /api/v1/changes',
  'POST /api/v1/changes/{id}/approve',
  'POST /api/v1/changes/{id}/cancel',
  'POST /api/v1/changes/{id}/execute',
  'POST /api/v1/changes/{id}/reject',
  'POST /api/v1/registry/tokens',
  'POST /api/v1/topology/edges/verdict',
  'PUT /api/v1/registry/instances/{service}/{id}',
  'PUT /api/v1/registry/instances/{service}/{id}/drain',
  'PUT /api/v1/registry/instances/{service}/{id}/heartbeat',
  'PUT /v1/agent/check/deregister/{name}',
  'PUT /v1/agent/check/fail/{name}',
  'PUT /v1/agent/check/pass/{name}',
  'PUT /v1/agent/check/register',
  'PUT /v1/agent/check/update/{name}',
  'PUT /v1/agent/check/warn/{name}',
  'PUT /v1/agent/service/deregister/{name}',
  'PUT /v1/agent/service/maintenance/{name}',
  'PUT /v1/agent/service/register',
];

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
}

test('the OpenAPI document names every operation, and nothing that it does not hold', async ({ request }) => {
  const answer = await request.get('/api/openapi.json');
  expect(answer.headers()['content-type']).toMatch(/^application\/json/);
  const document = (await answer.json()) as Document;
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(await (await request.get('/api/v1/openapi.json')).json()).toEqual(document);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      ...operation,
    })),
  );
  expect(operations.map(({ name }) => name).sort()).toEqual(OPERATIONS);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { name, responses } of operations) expect(Object.keys(responses), name).toContain('default');
  for (const [, pointer = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const held = pointer
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect(held, pointer).toBeDefined();
  }
});

test('what the calls answer is what their schemas say', async ({ request }) => {
  for (const [path, schema] of [
    ['/api/v1/services', pageSchema(serviceSummarySchema)],
    ['/api/v1/services/payments', serviceDetailSchema],
    ['/api/v1/health', pageSchema(problemSchema)],
    ['/api/v1/services/payments/history', serviceHistorySchema],
    ['/api/v1/services/payments/events', pageSchema(eventSchema)],
    ['/api/v1/readiness?placement=payments@production-eu/payments', readinessSchema],
    ['/api/v1/rollouts', pageSchema(rolloutRowSchema)],
    ['/api/v1/registry/services', pageSchema(registryListedSchema)],
    ['/api/v1/registry/services/payments', registryServiceDetailSchema],
    ['/api/v1/registry/services/payments/history', registryHistorySchema],
    ['/api/v1/registry/services/payments/latency', registryLatencyPageSchema],
    ['/api/v1/endpoints?service=payments&ready=true', pageSchema(endpointRowSchema)],
    ['/api/v1/systems', pageSchema(systemSummarySchema)],
    ['/api/v1/topology', topologySchema],
    ['/api/v1/topology?service=payments&depth=1', topologySchema],
    [
      '/api/v1/topology/differences?left=environment/staging&right=environment/production&same=true',
      topologyDifferencesSchema,
    ],
    ['/api/v1/services/payments/dependents', dependentsSchema],
    ['/api/v1/changes', pageSchema(changeSummarySchema)],
    ['/api/v1/clusters', pageSchema(clusterSummarySchema)],
    ['/api/v1/clusters/production-eu', clusterDetailSchema],
    ['/api/v1/audit', pageSchema(auditRecordSchema)],
  ] as const) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()['cache-control'], path).toBe('no-store');
    const parsed = schema.safeParse(await answer.json());
    expect(parsed.error?.issues ?? [], path).toEqual([]);
  }
});

test('a list comes in pages, each item once', async ({ request }) => {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? 'limit=7' : `limit=7&cursor=${encodeURIComponent(cursor)}`;
    const page = pageSchema(serviceSummarySchema).parse(
      await (await request.get(`/api/v1/services?${query}`)).json(),
    );
    expect(page.items.length).toBeLessThanOrEqual(7);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  const whole = pageSchema(serviceSummarySchema).parse(await (await request.get('/api/v1/services')).json());
  expect(ids).toEqual(whole.items.map(({ id }) => id));
});
