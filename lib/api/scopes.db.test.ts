import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDayReadiness } from '@/lib/db/readiness';
import { renderMetrics } from '@/lib/http/metrics';
import { EVERYTHING, isAppError, type Actor, type LogMessage, type Scope } from '@/lib/model';
import { latestChanges } from '@/lib/reads';
import { fakeLogs } from '@/lib/reads/testing/logs';
import { registryOn } from '@/lib/registry/testing/registries';
import { createRequestMetrics } from '@/lib/runtime/metrics';
import { createStreams } from '@/lib/runtime/streams';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import type { ApiContext, Transport } from './context';
import type { FrontOperation, Operation } from './operation';
import { DECLARATIONS, FRONT_OPERATIONS, OPERATIONS } from './table';
import { HIDDEN, keepAll, NOW, placementOf, serviceOf, SITES, twoClusters } from './testing/two-clusters';

const IN_SHOP = { cluster: 'eu', namespace: 'shop' };
/** Sees one namespace of one cluster, and that cluster as a whole. */
const SHOP: Scope = {
  key: 'shop',
  sees: ({ cluster, namespace }) => cluster === 'eu' && (namespace === null || namespace === 'shop'),
};
/** The same without the cluster as a whole. */
const SHOP_ALONE: Scope = {
  key: 'shop-alone',
  sees: ({ cluster, namespace }) => cluster === 'eu' && namespace === 'shop',
};
const actor: Actor = { id: 'user:lin', name: 'Lin', role: 'lead', groups: [], sessionId: 's' };
const [CART, SAFE, TILL] = SITES as readonly [(typeof SITES)[0], (typeof SITES)[0], (typeof SITES)[0]];

interface Call {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
}
interface Case {
  readonly calls: readonly Call[];
  /** A text in one of the answers; null: only a scope that sees everything gets an answer. */
  readonly shows: string | null;
  /** Calls that name something that the scope does not see, one for each way to name it. */
  readonly named?: readonly ((name: string) => Call)[];
  /** The names of hidden things, one for each hidden place. */
  readonly hidden?: readonly string[];
  /** Set where only a scope that sees the whole cluster gets the answer. */
  readonly ofCluster?: true;
}

const SERVICES = [serviceOf(SAFE), serviceOf(TILL), 'hidden-plan'];
const byId = (id: string): Call => ({ params: { id } });
const byName = (name: string): Call => ({ params: { name } });
const log = (name: string): Call => ({ query: { ...IN_SHOP, kind: 'Deployment', name } });
const ids = { calls: [byId(serviceOf(CART)), byId('shared')], named: [byId], hidden: SERVICES };
const entry = { calls: [byName('cart-api'), byName(serviceOf(CART)), byName('shared')], named: [byName] };

/** Every read of the API whose answer depends on places. */
const CASES: Readonly<Record<string, Case>> = {
  listServices: {
    calls: [{}, { query: { environment: 'hidden-env' } }],
    shows: serviceOf(CART),
    named: [(cluster) => ({ query: { cluster } }), (namespace) => ({ query: { namespace } })],
    hidden: ['hidden-us', 'hidden-vault'],
  },
  getService: { ...ids, shows: placementOf(CART) },
  getServiceHistory: { ...ids, shows: 'cart is broken.' },
  listServiceEvents: { ...ids, shows: 'cart was kept' },
  listDependents: { ...ids, shows: '"service":"shared"' },
  listEndpoints: {
    calls: [{}, { query: { service: serviceOf(SAFE) } }],
    shows: '10.0.0.1',
    named: [(cluster) => ({ query: { cluster } }), (namespace) => ({ query: { namespace } })],
    hidden: ['hidden-us', 'hidden-vault'],
  },
  listSystems: { calls: [{}], shows: 'shop' },
  search: {
    calls: [{ query: { q: HIDDEN } }, { query: { q: 'ca' } }, { query: { q: 'sh' } }],
    shows: 'cart-rs1-0',
  },
  listHealth: { calls: [{}, { query: { status: 'Healthy' } }], shows: placementOf(CART) },
  getReadiness: {
    calls: [{ query: { placement: placementOf(CART) } }],
    shows: '"desired":1',
    named: [(placement) => ({ query: { placement } })],
    hidden: [placementOf(SAFE), placementOf(TILL)],
  },
  listRollouts: { calls: [{}], shows: '"name":"cart"' },
  listNotifications: { calls: [{}], shows: 'cart is broken.' },
  listClusters: { calls: [{}], shows: '"name":"eu"', ofCluster: true },
  getCluster: {
    calls: [byName('eu')],
    shows: 'node-1',
    named: [byName],
    hidden: ['hidden-us'],
    ofCluster: true,
  },
  listChanges: { calls: [{}, { query: { limit: '1' } }, { query: { q: HIDDEN } }], shows: 'Scale cart' },
  getChange: { calls: [byId('CH-1')], shows: 'Scale cart', named: [byId], hidden: ['CH-2', 'CH-3'] },
  listAudit: { calls: [{}, { query: { limit: '1' } }, { query: { verify: '1' } }], shows: 'requested CH-1' },
  getTopology: {
    calls: [{}, { query: { view: 'map' } }, { query: { service: serviceOf(CART), depth: '3' } }],
    shows: 'api.example.com',
    named: [(service) => ({ query: { service } }), (service) => ({ query: { service, view: 'map' } })],
    hidden: SERVICES,
  },
  getTopologyDifferences: {
    calls: [{ query: { left: 'cluster/eu', right: 'environment/production', same: 'true' } }],
    shows: '"name":"cart"',
    named: [
      (name) => ({ query: { left: 'cluster/eu', right: `cluster/${name}` } }),
      (name) => ({ query: { left: 'cluster/eu', right: `environment/${name}` } }),
    ],
    hidden: ['hidden-us', 'hidden-env', 'hidden-away'],
  },
  listTrafficSources: { calls: [{}], shows: null },
  listRegistryServices: { calls: [{}], shows: 'cart-api' },
  getRegistryService: { ...entry, shows: '10.0.0.1', hidden: ['hidden-safe-api', ...SERVICES] },
  getRegistryHistory: { ...entry, shows: 'cart-1', hidden: ['hidden-safe-api', ...SERVICES] },
  getRegistryAvailability: { calls: [{}], shows: serviceOf(CART) },
  getRegistryLatency: {
    ...entry,
    shows: 'http 10.0.0.1:8080/healthz',
    hidden: ['hidden-till-api', ...SERVICES],
  },
  listRegistryTokens: { calls: [{}], shows: null },
  openLogs: {
    calls: [log('cart')],
    shows: 'cart-rs1-0',
    named: [
      (cluster) => ({ query: { ...IN_SHOP, cluster, kind: 'Deployment', name: 'cart' } }),
      (namespace) => ({ query: { ...IN_SHOP, namespace, kind: 'Deployment', name: 'hidden-safe' } }),
      (service) => ({ query: { ...IN_SHOP, service } }),
    ],
    hidden: ['hidden-us', 'hidden-vault'],
  },
  downloadLogs: {
    calls: [log('cart')],
    shows: 'cart-rs1-0',
    named: [(namespace) => ({ query: { ...IN_SHOP, namespace, pod: 'hidden-safe-rs1-0' } })],
    hidden: ['hidden-vault'],
  },
  getMetrics: { calls: [{}], shows: 'cluster="eu"', ofCluster: true },
};

/** Reads whose answer depends on no place, and the tests of other reads. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  getMe: 'who calls',
  listSessions: 'the sessions of who calls',
  getOpenApi: 'the document of the API',
  openStream: 'lib/live/scopes.test.ts',
};

let database: TestDatabase;
let registry: Awaited<ReturnType<typeof registryOn>>;
let contextOf: (scope: Scope) => ApiContext;
let transportOf: (scope: Scope) => Transport;
beforeAll(async () => {
  database = await testDatabase();
  registry = await registryOn(database.db);
  const made = twoClusters(registry.picture);
  await keepAll(database.db, registry);
  made.setChanges(await latestChanges(database.db));
  const { db } = database;
  const dayReadiness = createDayReadiness(db, () => NOW);
  const fake = fakeLogs();
  contextOf = (scope) => {
    const reads = { ...made.picture.context(scope), db, actor, dayReadiness };
    const logs = {
      open: async (request: Parameters<typeof fake.logs.open>[0]) => {
        const lines = await fake.logs.open(request);
        fake.of(request.pod).say(`03:14:01 said by ${request.pod}`);
        fake.of(request.pod).end();
        return lines;
      },
    };
    return {
      ...{ actor, reads, registers: { registry, db, now: () => NOW, actor }, notificationRules: RULES },
      logs: {
        ...reads,
        clusters: { logs: () => logs },
        sleep: () => new Promise((done) => setImmediate(done)),
      },
      get actions(): never {
        throw new Error('A read takes no verbs of a Change.');
      },
      get sessions(): never {
        throw new Error('No sessions are asked for.');
      },
    };
  };
  const process = { store: made.world.store, streams: createStreams(), metrics: createRequestMetrics() };
  transportOf = (scope) => ({
    ...textTransport,
    metrics: () => renderMetrics({ ...process, now: () => NOW }, scope),
  });
});
afterAll(async () => {
  await registry.stop();
  await database.drop();
});

const RULES: ApiContext['notificationRules'] = [];

const textTransport: Omit<Transport, 'metrics'> = {
  live: () => Promise.reject(new Error('No stream is opened.')),
  async logs(open) {
    const came: LogMessage[] = [];
    for await (const message of open(new AbortController().signal)) came.push(message);
    return new Response(JSON.stringify(came));
  },
  async logText(_query, open) {
    let text = '';
    for await (const piece of await open(new AbortController().signal)) text += piece;
    return new Response(text);
  },
};

const operationOf = (id: string): Operation | FrontOperation => {
  const found = [...OPERATIONS, ...FRONT_OPERATIONS].find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no operation ${id}.`);
  return found;
};

/** The serialised answer. */
async function answerOf(id: string, { params, query }: Call, scope: Scope): Promise<string> {
  const operation = operationOf(id);
  const input = { params: operation.params?.parse(params), query: operation.query?.parse(query ?? {}) };
  const call = { ...input, body: undefined, idempotencyKey: undefined };
  const answer = await operation.handle(call, contextOf(scope), transportOf(scope));
  return answer instanceof Response ? answer.text() : JSON.stringify(answer);
}

async function failureOf(id: string, call: Call, scope: Scope) {
  const error: unknown = await answerOf(id, call, scope).then(
    (answer) => new Error(`It answered ${answer}`),
    (cause: unknown) => cause,
  );
  if (!isAppError(error)) throw error;
  return { code: error.code, message: error.message };
}

it('knows every read of the API', () => {
  const reads = DECLARATIONS.filter(({ effect, tag }) => effect === 'read' && tag !== 'consul');
  expect(Object.keys({ ...CASES, ...ELSEWHERE }).sort()).toEqual(reads.map(({ id }) => id).sort());
});

describe.each(Object.entries(CASES))('%s', (id, { calls, shows, named = [], hidden = [], ofCluster }) => {
  const answers = async (scope: Scope) => {
    const all: string[] = [];
    for (const call of calls) all.push(await answerOf(id, call, scope));
    return all.join('\n');
  };

  it('has more for a scope that sees everything', async () => {
    const all = await answers(EVERYTHING);
    const names = named.length > 0 && !all.includes(HIDDEN) ? await answerOfHidden() : all;
    expect(names).toContain(HIDDEN);
  });

  const answerOfHidden = async () => {
    const found: string[] = [];
    for (const one of named)
      for (const name of hidden) {
        const answer = await answerOf(id, one(name), EVERYTHING).catch((error: unknown) => {
          if (isAppError(error)) return '';
          throw error;
        });
        found.push(answer);
      }
    return found.join('\n');
  };

  it.each([SHOP, SHOP_ALONE])('has for scope $key only what it sees', async (scope) => {
    if (ofCluster && scope === SHOP_ALONE && named.length > 0) {
      for (const call of calls) expect(await failureOf(id, call, scope)).toMatchObject({ code: 'not-found' });
      return;
    }
    const text = await answers(scope);
    expect(text).not.toContain(HIDDEN);
    if (shows !== null && !(ofCluster && scope === SHOP_ALONE)) expect(text).toContain(shows);
  });

  it.each(named.flatMap((call) => hidden.map((name) => ({ call, name }))))(
    'answers for $name as for an unknown name',
    async ({ call, name }) => {
      const nowhere = name.startsWith('CH-') ? 'CH-4000' : 'nowhere';
      const failure = await failureOf(id, call(name), SHOP);
      expect(failure.code).toBe('not-found');
      const message = failure.message.replaceAll(name, nowhere);
      expect({ ...failure, message }).toEqual(await failureOf(id, call(nowhere), SHOP));
    },
  );
});
