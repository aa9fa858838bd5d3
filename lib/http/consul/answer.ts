import type { FrontAnswer, FrontCall } from '../front/call';
import * as agent from './agent';
import * as discover from './discover';
import { ConsulError } from './failure';

export { consulFailure } from './failure';

interface ConsulRoute {
  readonly operation: string;
  readonly answer: (call: FrontCall, name: string) => unknown;
  /** A call that is answered with the index and Consul's headers. */
  readonly indexed?: true;
}

const route = (operation: string, answer: ConsulRoute['answer']): ConsulRoute => ({ operation, answer });
const indexed = (
  operation: string,
  answer: (call: FrontCall, name: string) => Promise<discover.Indexed>,
): ConsulRoute => ({ operation, answer, indexed: true });

/** Every call of Consul's API that is served; `*` is the name at the end of the path. */
const ROUTES: Readonly<Record<string, ConsulRoute>> = {
  'PUT agent/service/register': route('consulRegisterService', (call) => agent.registerService(call)),
  'PUT agent/service/deregister/*': route('consulDeregisterService', agent.deregisterService),
  'PUT agent/service/maintenance/*': route('consulServiceMaintenance', agent.setMaintenance),
  'PUT agent/check/register': route('consulRegisterCheck', (call) => agent.registerCheck(call)),
  'PUT agent/check/deregister/*': route('consulDeregisterCheck', agent.deregisterCheck),
  'PUT agent/check/pass/*': route('consulPassCheck', (call, id) => agent.reportCheck(call, id, 'passing')),
  'PUT agent/check/warn/*': route('consulWarnCheck', (call, id) => agent.reportCheck(call, id, 'warning')),
  'PUT agent/check/fail/*': route('consulFailCheck', (call, id) => agent.reportCheck(call, id, 'critical')),
  'PUT agent/check/update/*': route('consulUpdateCheck', agent.updateCheck),
  'GET agent/services': route('consulListServices', (call) => agent.listServices(call)),
  'GET agent/service/*': route('consulGetService', agent.getService),
  'GET agent/checks': route('consulListChecks', (call) => agent.listChecks(call)),
  'GET agent/self': route('consulSelf', () => agent.self()),
  'GET agent/members': route('consulMembers', () => [agent.member()]),
  'GET status/leader': route('consulLeader', () => '127.0.0.1:8300'),
  'GET status/peers': route('consulPeers', () => ['127.0.0.1:8300']),
  'GET catalog/datacenters': route('consulDatacenters', () => ['dc1']),
  'GET catalog/nodes': route('consulNodes', () => discover.nodes()),
  'GET catalog/services': indexed('consulCatalogServices', (call) => discover.catalogServices(call)),
  'GET catalog/service/*': indexed('consulCatalogService', discover.catalogService),
  'GET health/service/*': indexed('consulHealthService', discover.healthOfService),
  'GET health/checks/*': indexed('consulHealthChecks', discover.checksOfService),
  'GET health/state/*': indexed('consulHealthState', discover.checksInState),
  'GET health/node/*': indexed('consulHealthNode', (call) => discover.checksInState(call, 'any')),
};

/** Answers a call of Consul's HTTP API. Rejects with what `consulFailure` turns into Consul's own form. */
export async function answerConsul(call: FrontCall): Promise<FrontAnswer> {
  const { route: found, name } = find(call);
  const { operation } = found;
  if (found.indexed) {
    const { body, index } = (await found.answer(call, name)) as discover.Indexed;
    const headers = {
      'x-consul-index': String(Math.max(index, 1)),
      'x-consul-knownleader': 'true',
      'x-consul-lastcontact': '0',
      'x-consul-default-acl-policy': 'deny',
    };
    return { operation, status: 200, headers, body };
  }
  const pending = found.answer(call, name);
  const answer = pending instanceof Promise ? ((await pending) as unknown) : pending;
  return { operation, status: 200, body: answer === undefined ? '' : JSON.stringify(answer) };
}

function find({ method, path }: FrontCall): { route: ConsulRoute; name: string } {
  const parts = path.slice(1);
  const asked = method === 'HEAD' ? 'GET' : method;
  const whole = ROUTES[`${asked} ${parts.join('/')}`];
  if (whole !== undefined) return { route: whole, name: '' };
  // Ids may hold slashes: two or three words name the call, the rest is the name.
  for (const words of [3, 2]) {
    const found = ROUTES[`${asked} ${parts.slice(0, words).join('/')}/*`];
    const name = parts.slice(words).join('/');
    if (found !== undefined && name !== '') return { route: found, name };
  }
  throw new ConsulError(404, `Pilothouse does not serve ${method} /${path.join('/')} of Consul's API.`);
}

/** For the OpenAPI document: `GET /v1/health/service/{name}`, by operation. */
export const CONSUL_CALLS: readonly {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
}[] = Object.entries(ROUTES).map(([key, { operation }]) => {
  const [method = '', path = ''] = key.split(' ');
  return { operation, method, path: `/v1/${path.replace('*', '{name}')}` };
});
