import { judgeEdge } from '@/lib/actions';
import {
  dependentsSchema,
  edgeVerdictRequestSchema,
  mapRowSchema,
  pageSchema,
  topologyDifferencesSchema,
  topologySchema,
  trafficSourceSchema,
} from '@/lib/model';
import {
  findEdge,
  readDependents,
  readDifferences,
  readTopology,
  readTopologyMap,
  readTrafficSources,
} from '@/lib/reads';
import { z } from 'zod';
import { operation, type Operation } from './operation';
import { filter, serviceParams } from './parameters';

const DEPTH_MAX = 20;
const DEPTH = `expected a whole number, 0 to ${DEPTH_MAX}`;

const side = z.string().max(600).meta({ description: '`environment/NAME` or `cluster/NAME`.' });

/** What calls what, with the evidence. */
export const TOPOLOGY: readonly Operation[] = [
  operation({
    id: 'getTopology',
    method: 'GET',
    path: '/api/v1/topology',
    summary: 'Which services call which, with evidence: as objects, or as nodes and edges of the map',
    access: 'read',
    effect: 'read',
    query: z.strictObject({
      cluster: filter,
      namespace: filter,
      service: z
        .string()
        .max(800)
        .optional()
        .meta({ description: 'The id of a service: only its neighbours.' }),
      depth: z.coerce
        .number(DEPTH)
        .int(DEPTH)
        .min(0, DEPTH)
        .max(DEPTH_MAX, DEPTH)
        .optional()
        .meta({ description: 'Distance from the service in calls, in both directions; default 1.' }),
      view: z
        .enum(['objects', 'map'])
        .optional()
        .meta({ description: '`map`: one node per placement, as `{items}`; default `objects`.' }),
    }),
    answer: z.union([topologySchema, z.object({ items: z.array(mapRowSchema) })]),
    handle: ({ query: { view, ...query } }, { reads }) =>
      view === 'map' ? readTopologyMap(reads, query) : readTopology(reads, query),
  }),
  operation({
    id: 'getTopologyDifferences',
    method: 'GET',
    path: '/api/v1/topology/differences',
    summary: 'Differences between two environments or clusters: missing services, versions and calls',
    access: 'read',
    effect: 'read',
    query: z.strictObject({
      left: side,
      right: side,
      same: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'true: includes services that are the same on both sides.' }),
    }),
    answer: topologyDifferencesSchema,
    handle: ({ query: { same, ...sides } }, { reads }) =>
      readDifferences(reads, { ...sides, same: same === 'true' }),
  }),
  operation({
    id: 'listTrafficSources',
    method: 'GET',
    path: '/api/v1/topology/sources',
    summary:
      'Prometheus servers that traffic is read from: the age of the data, and how its series were used',
    access: 'read',
    effect: 'read',
    answer: pageSchema(trafficSourceSchema),
    handle: (_input, { reads }) => readTrafficSources(reads),
  }),
  operation({
    id: 'listDependents',
    method: 'GET',
    path: '/api/v1/services/{id}/dependents',
    summary: 'Direct and indirect dependents of a service, by owner and environment',
    access: 'read',
    effect: 'read',
    params: serviceParams,
    answer: dependentsSchema,
    handle: ({ params: { id } }, { reads }) => readDependents(reads, id),
  }),
  operation({
    id: 'judgeEdge',
    method: 'POST',
    path: '/api/v1/topology/edges/verdict',
    summary: 'Confirms or rejects an edge of the map, or withdraws the earlier verdict',
    access: 'change',
    effect: 'decide',
    body: edgeVerdictRequestSchema,
    answer: edgeVerdictRequestSchema.pick({ edge: true, verdict: true }),
    handle: async ({ body: { edge, ...said } }, { actions, reads }) => {
      await judgeEdge(actions, findEdge(reads, edge), said);
      return { edge, verdict: said.verdict };
    },
  }),
];
