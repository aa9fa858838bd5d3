import type { KeptInstance } from '@/lib/registry';
import type { FrontCall } from '../front/call';
import { isTrue } from './agent';
import { catalogText, healthText } from './cache';
import { ConsulError } from './failure';
import { filterOf } from './filter';
import { catalogIndex, discoverable, discoverableNames, indexOf, mustKnowNames } from './discoverable';
import { catalogServiceOf, checksOf, healthEntryOf, NODE } from './shapes';
import { blockingOf, untilNewer } from './wait';

/** An answer as JSON text, and its index: a blocking query with this index waits until it grows. */
export interface Indexed {
  readonly body: string;
  readonly index: number;
}

/** `/v1/health/service/{name}`, joined from the kept text of each instance. */
export async function healthOfService(call: FrontCall, service: string): Promise<Indexed> {
  await wait(call, service);
  const passing = isTrue(call.query, 'passing');
  const keep = filterOf(call.query.get('filter'));
  const tagged = taggedBy(call.query);
  const wanted = instancesOf(call, service).filter(
    (held) => (!passing || isPassing(held)) && tagged(held) && (keep.all || keep(healthEntryOf(held))),
  );
  return indexed(call, service, `[${wanted.map(healthText).join(',')}]`);
}

/** `/v1/catalog/service/{name}`. */
export async function catalogService(call: FrontCall, service: string): Promise<Indexed> {
  await wait(call, service);
  const keep = filterOf(call.query.get('filter'));
  const tagged = taggedBy(call.query);
  const wanted = instancesOf(call, service).filter(
    (held) => tagged(held) && (keep.all || keep(catalogServiceOf(held))),
  );
  return indexed(call, service, `[${wanted.map(catalogText).join(',')}]`);
}

/** `/v1/health/checks/{service}`. */
export async function checksOfService(call: FrontCall, service: string): Promise<Indexed> {
  await wait(call, service);
  const keep = filterOf(call.query.get('filter'));
  const checks = instancesOf(call, service).flatMap(checksOf);
  return indexed(call, service, JSON.stringify(checks.filter((each) => keep(each))));
}

/** `/v1/health/state/{state}` and `/v1/health/node/{node}`. */
export async function checksInState(call: FrontCall, state: string): Promise<Indexed> {
  if (!['any', 'passing', 'warning', 'critical'].includes(state)) {
    throw new ConsulError(400, `Invalid state "${state}": any, passing, warning or critical`);
  }
  await waitForAny(call);
  const keep = filterOf(call.query.get('filter'));
  const checks = [...call.runtime.registry.table.all()].flatMap(checksOf);
  const wanted = checks.filter((each) => (state === 'any' || each.Status === state) && keep(each));
  return { body: JSON.stringify(wanted), index: call.runtime.registry.table.index };
}

/** `/v1/catalog/services`: names with the tags of all their instances. */
export async function catalogServices(call: FrontCall): Promise<Indexed> {
  const blocking = blockingOf(call.query);
  if (blocking !== null) await untilNewer(call, blocking, () => catalogIndex(call.runtime), null);
  mustKnowNames(call.runtime);
  const keep = filterOf(call.query.get('filter'));
  const services = discoverableNames(call.runtime).filter((name) => keep({ ServiceName: name }));
  const tags = services.map((name) => [name, tagsOf(instancesOf(call, name))]);
  return { body: JSON.stringify(Object.fromEntries(tags)), index: catalogIndex(call.runtime) };
}

function tagsOf(instances: readonly KeptInstance[]): readonly string[] {
  return [...new Set(instances.flatMap(({ tags }) => tags))].sort();
}

/** `/v1/catalog/node/pilothouse` and `/v1/catalog/nodes`: there is one. */
export function nodes(): unknown {
  const address = '127.0.0.1';
  return [
    {
      ID: '',
      Node: NODE.name,
      Address: address,
      Datacenter: NODE.datacenter,
      TaggedAddresses: { lan: address, wan: address },
      Meta: {},
      CreateIndex: 1,
      ModifyIndex: 1,
    },
  ];
}

function instancesOf({ runtime }: FrontCall, service: string): readonly KeptInstance[] {
  return discoverable(runtime, service);
}

/** With `passing`, Consul leaves out instances with a check that does not pass. A drained instance has such a check. */
function isPassing({ status, drained }: KeptInstance): boolean {
  return status === 'passing' && drained === null;
}

function taggedBy(query: URLSearchParams): (held: KeptInstance) => boolean {
  const wanted = query.getAll('tag').filter((tag) => tag !== '');
  return ({ tags }) => wanted.every((tag) => tags.includes(tag));
}

async function wait(call: FrontCall, service: string): Promise<void> {
  const blocking = blockingOf(call.query);
  if (blocking === null) return;
  await untilNewer(call, blocking, () => indexOf(call.runtime, service), service);
}

async function waitForAny(call: FrontCall): Promise<void> {
  const blocking = blockingOf(call.query);
  if (blocking !== null) await untilNewer(call, blocking, ({ table }) => table.index, null);
}

function indexed({ runtime }: FrontCall, service: string, body: string): Indexed {
  return { body, index: indexOf(runtime, service) };
}
