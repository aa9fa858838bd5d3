import { deregisterInstance, drainInstance, registerInstance } from '@/lib/actions';
import { AppError, type CheckStatus } from '@/lib/model';
import { mayRegister } from '@/lib/policy';
import type { InstanceKey, KeptInstance } from '@/lib/registry';
import type { FrontCall } from '../front/call';
import { ConsulError } from './failure';
import { filterOf } from './filter';
import { objectOf, parseCheckRegistration, parseRegistration, statusOf } from './registration';
import { checksOf, NODE, serviceOf } from './shapes';

/** Consul's `/v1/agent`: registrations and reports of checks. The answer has no body, as with Consul. */
export async function registerService(call: FrontCall): Promise<void> {
  const { key, wanted } = parseRegistration(await call.json(), call.from);
  const keepOtherChecks = !isTrue(call.query, 'replace-existing-checks');
  await registerInstance(call.runtime.registers(call.actor), key, wanted, { keepOtherChecks });
}

export async function deregisterService(call: FrontCall, id: string): Promise<void> {
  for (const key of await instancesOf(call, id))
    await deregisterInstance(call.runtime.registers(call.actor), key);
}

export async function setMaintenance(call: FrontCall, id: string): Promise<void> {
  const enable = call.query.get('enable');
  if (enable === null || !/^(true|false|1|0|t|f)$/i.test(enable)) {
    throw new ConsulError(400, 'Missing value for enable');
  }
  const drain = {
    drained: /^(true|1|t)$/i.test(enable),
    reason: (call.query.get('reason') ?? '').slice(0, 512),
  };
  for (const key of await instancesOf(call, id))
    await drainInstance(call.runtime.registers(call.actor), key, drain);
}

export async function registerCheck(call: FrontCall): Promise<void> {
  const { serviceId, check } = parseCheckRegistration(await call.json());
  for (const key of await instancesOf(call, serviceId)) {
    must(call, key);
    await call.runtime.registry.addCheck(key, check);
  }
}

export async function deregisterCheck(call: FrontCall, id: string): Promise<void> {
  const key = await checkedBy(call, id);
  must(call, key);
  await call.runtime.registry.removeCheck(key, id);
}

/** `pass`, `warn` and `fail`: the hot path of a heartbeat. */
export function reportCheck(call: FrontCall, id: string, status: CheckStatus): Promise<void> | undefined {
  const reported = { check: id, status, output: call.query.get('note') ?? '' };
  const [held] = call.runtime.registry.table.withCheck(id);
  if (held === undefined) return checkedBy(call, id).then((key) => report(call, key, reported));
  return report(call, held, reported);
}

export async function updateCheck(call: FrontCall, id: string): Promise<void> {
  const given = objectOf(await call.json(), 'the body');
  const status = statusOf(given.status, 'Status') ?? 'passing';
  const output = typeof given.output === 'string' ? given.output : '';
  await report(call, await checkedBy(call, id), { check: id, status, output });
}

/** By id, as `/v1/agent/services` answers: every instance that came over Consul's API or our own. */
export function listServices({ runtime, query }: FrontCall): unknown {
  const keep = filterOf(query.get('filter'));
  const services = [...runtime.registry.table.all()]
    .map((held) => serviceOf(held))
    .filter((each) => keep(each));
  return Object.fromEntries(services.map((each) => [each.ID, { ...each, Datacenter: NODE.datacenter }]));
}

export async function getService(call: FrontCall, id: string): Promise<unknown> {
  const [held] = await instancesOf(call, id);
  if (held === undefined) throw unknownService(id);
  const { CreateIndex: _created, ModifyIndex: _modified, ...service } = serviceOf(held);
  return { ...service, Datacenter: NODE.datacenter, ContentHash: held.modifyIndex.toString(16) };
}

export function listChecks({ runtime, query }: FrontCall): unknown {
  const keep = filterOf(query.get('filter'));
  const checks = [...runtime.registry.table.all()].flatMap((held) => checksOf(held));
  return Object.fromEntries(checks.filter((each) => keep(each)).map((each) => [each.CheckID, each]));
}

/** What clients read when they start: the name of the datacenter, and the version of the agent. */
export function self(): unknown {
  return {
    Config: {
      Datacenter: NODE.datacenter,
      PrimaryDatacenter: NODE.datacenter,
      NodeName: NODE.name,
      NodeID: '',
      Revision: 'pilothouse',
      Server: true,
      Version: '1.20.0',
      BuildDate: '1970-01-01T00:00:00Z',
    },
    DebugConfig: {},
    Coord: {},
    Member: member(),
    Meta: {},
    Stats: {},
  };
}

export function member() {
  return {
    Name: NODE.name,
    Addr: '127.0.0.1',
    Port: 8301,
    Tags: { role: 'consul', dc: NODE.datacenter },
    Status: 1,
  };
}

/** Instances of this id; another process may have just registered it. */
async function instancesOf(call: FrontCall, id: string): Promise<readonly KeptInstance[]> {
  const { registry } = call.runtime;
  await registry.find(() => registry.table.withId(id)[0] ?? null);
  const found = registry.table.withId(id);
  if (found.length === 0) throw unknownService(id);
  return found;
}

async function checkedBy(call: FrontCall, id: string): Promise<KeptInstance> {
  const { registry } = call.runtime;
  const found = await registry.find(() => registry.table.withCheck(id)[0] ?? null);
  if (found === null) {
    throw new ConsulError(
      404,
      `Unknown check ID "${id}". Ensure that the check ID is passed, not the check name.`,
    );
  }
  return found;
}

function report(
  call: FrontCall,
  key: InstanceKey,
  reported: { readonly check: string; readonly status: CheckStatus; readonly output: string },
): Promise<void> | undefined {
  must(call, key);
  return call.runtime.registry.report({ service: key.service, id: key.id }, reported);
}

function must({ actor }: FrontCall, { service }: InstanceKey): void {
  const access = mayRegister(actor, service);
  if (!access.allowed) throw new AppError('forbidden', access.reason);
}

function unknownService(id: string): ConsulError {
  return new ConsulError(
    404,
    `Unknown service ID "${id}". Ensure that the service ID is passed, not the service name.`,
  );
}

/** A boolean parameter of Consul's API: it is true when it is present, also without a value. */
export function isTrue(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && !/^(false|0|f)$/i.test(value);
}
