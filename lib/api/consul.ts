import { z } from 'zod';
import type { Declaration } from './operation';

const nothing = z.literal('').meta({ description: 'An empty body.' });
const params = z.object({ name: z.string().max(600) });
const object = z.looseObject({});
const body = object.meta({ description: "The same body as in Consul's own API." });
const blocking = {
  index: z
    .string()
    .optional()
    .meta({ description: 'A blocking query: responds when `X-Consul-Index` is greater than this.' }),
  wait: z
    .string()
    .optional()
    .meta({ description: 'Longest wait of a blocking query, such as `30s`; default 5m, at most 10m.' }),
  filter: z
    .string()
    .optional()
    .meta({ description: 'A Consul filter expression; `matches` is not supported.' }),
};
const tag = z.string().optional();
const common = { access: 'registry', tag: 'consul' } as const;

const put = (id: string, path: string, summary: string, more: Partial<Declaration> = {}): Declaration => ({
  ...common,
  id,
  method: 'PUT',
  effect: 'ask',
  path,
  summary,
  answer: nothing,
  mediaType: 'text/plain',
  ...(path.includes('{name}') ? { params } : {}),
  ...more,
});
const get = (id: string, path: string, summary: string, more: Partial<Declaration> = {}): Declaration => ({
  ...common,
  id,
  method: 'GET',
  effect: 'read',
  path,
  summary,
  answer: object,
  ...(path.includes('{name}') ? { params } : {}),
  ...more,
});
const list = { answer: z.array(object), query: z.looseObject(blocking) };

/**
 * The part of Consul's HTTP API that is served (developer.hashicorp.com/consul/api-docs); its failures are plain text, as in Consul.
 * lib/http answers it before Next (docs/decisions/0016), so there are no handlers here.
 */
export const CONSUL: readonly Declaration[] = [
  put('consulRegisterService', '/v1/agent/service/register', 'Consul: registers a service', { body }),
  put('consulDeregisterService', '/v1/agent/service/deregister/{name}', 'Consul: deregisters a service'),
  put(
    'consulServiceMaintenance',
    '/v1/agent/service/maintenance/{name}',
    'Consul: turns the maintenance mode of a service on or off',
    {
      query: z.looseObject({ enable: z.enum(['true', 'false']), reason: z.string().optional() }),
    },
  ),
  put('consulRegisterCheck', '/v1/agent/check/register', 'Consul: adds a check to a service', { body }),
  put('consulDeregisterCheck', '/v1/agent/check/deregister/{name}', 'Consul: deregisters a check'),
  put(
    'consulPassCheck',
    '/v1/agent/check/pass/{name}',
    'Consul: sets a check to passing; counts as a heartbeat',
  ),
  put('consulWarnCheck', '/v1/agent/check/warn/{name}', 'Consul: sets a check to warning'),
  put('consulFailCheck', '/v1/agent/check/fail/{name}', 'Consul: sets a check to critical'),
  put('consulUpdateCheck', '/v1/agent/check/update/{name}', 'Consul: sets the status and output of a check', {
    body,
  }),
  get('consulListServices', '/v1/agent/services', 'Consul: registered services, by id'),
  get('consulGetService', '/v1/agent/service/{name}', 'Consul: one registered service'),
  get('consulListChecks', '/v1/agent/checks', 'Consul: all checks, by id'),
  get('consulSelf', '/v1/agent/self', 'Consul: the agent that responds'),
  get('consulMembers', '/v1/agent/members', 'Consul: members; there is one', { answer: z.array(object) }),
  get('consulLeader', '/v1/status/leader', 'Consul: the leader', { answer: z.string() }),
  get('consulPeers', '/v1/status/peers', 'Consul: the peers', { answer: z.array(z.string()) }),
  get('consulDatacenters', '/v1/catalog/datacenters', 'Consul: datacenters; there is one', {
    answer: z.array(z.string()),
  }),
  get('consulNodes', '/v1/catalog/nodes', 'Consul: nodes; there is one', { answer: z.array(object) }),
  get('consulCatalogServices', '/v1/catalog/services', 'Consul: names of services with their tags', {
    answer: z.record(z.string(), z.array(z.string())),
    query: z.looseObject(blocking),
  }),
  get('consulCatalogService', '/v1/catalog/service/{name}', 'Consul: the instances of a service', {
    ...list,
    query: z.looseObject({ ...blocking, tag }),
  }),
  get(
    'consulHealthService',
    '/v1/health/service/{name}',
    'Consul: the instances of a service with their checks',
    {
      ...list,
      query: z.looseObject({ ...blocking, tag, passing: z.string().optional() }),
    },
  ),
  get('consulHealthChecks', '/v1/health/checks/{name}', 'Consul: the checks of a service', list),
  get('consulHealthState', '/v1/health/state/{name}', 'Consul: checks in a state', list),
  get('consulHealthNode', '/v1/health/node/{name}', 'Consul: all checks of the node', list),
];
