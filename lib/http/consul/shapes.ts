import { READINESS, type KeptCheck, type KeptInstance } from '@/lib/registry';

/** Consul has an agent on every machine; Pilothouse shows itself as one agent for all. */
export const NODE = { name: 'pilothouse', datacenter: 'dc1' } as const;

/** One node as Consul describes it. Its address is the instance's: a client that finds no service address takes the node's. */
export function nodeOf(address: string) {
  return {
    ID: '',
    Node: NODE.name,
    Address: address,
    Datacenter: NODE.datacenter,
    TaggedAddresses: { lan: address, lan_ipv4: address, wan: address, wan_ipv4: address },
    Meta: {},
    CreateIndex: 1,
    ModifyIndex: 1,
  };
}

/** A service of `/v1/agent/services` and `/v1/health/service`. */
export function serviceOf(held: KeptInstance) {
  return {
    ID: held.id,
    Service: held.service,
    Tags: held.tags,
    Address: held.address,
    TaggedAddresses: {},
    Meta: metaOf(held),
    Port: held.port ?? 0,
    Weights: weightsOf(held),
    EnableTagOverride: false,
    Proxy: { Mode: '', MeshGateway: {}, Expose: {} },
    Connect: {},
    PeerName: '',
    CreateIndex: held.createIndex,
    ModifyIndex: held.modifyIndex,
  };
}

/** One of `/v1/catalog/service`. */
export function catalogServiceOf(held: KeptInstance) {
  return {
    ...nodeOf(held.address),
    NodeMeta: {},
    Meta: undefined,
    ServiceKind: '',
    ServiceID: held.id,
    ServiceName: held.service,
    ServiceTags: held.tags,
    ServiceAddress: held.address,
    ServiceTaggedAddresses: {},
    ServiceWeights: weightsOf(held),
    ServiceMeta: metaOf(held),
    ServicePort: held.port ?? 0,
    ServiceSocketPath: '',
    ServiceEnableTagOverride: false,
    ServiceProxy: { Mode: '', MeshGateway: {}, Expose: {} },
    ServiceConnect: {},
    CreateIndex: held.createIndex,
    ModifyIndex: held.modifyIndex,
  };
}

/** All checks of an instance. A drained instance has one more, the check of Consul's maintenance mode. */
export function checksOf(held: KeptInstance) {
  const checks = held.checks.map((check) => checkOf(held, check));
  if (held.drained === null) return checks;
  return [
    ...checks,
    {
      ...bareCheck(held),
      CheckID: `_service_maintenance:${held.id}`,
      Name: 'Service Maintenance Mode',
      Status: 'critical',
      Notes:
        held.drained.reason || 'Maintenance mode is enabled for this service, but no reason was provided.',
      Output: '',
      Type: 'maintenance',
    },
  ];
}

function checkOf(held: KeptInstance, check: KeptCheck) {
  return {
    ...bareCheck(held),
    CheckID: held.source === 'consul' ? check.id : `service:${held.id}`,
    Name: check.name,
    Status: check.status,
    Notes: check.notes,
    Output: check.output,
    Type: check.probe?.kind ?? (check.id === READINESS ? READINESS : 'ttl'),
    Interval: check.probe === null ? '' : `${check.probe.intervalMs / 1000}s`,
    Timeout: check.probe === null ? '' : `${check.probe.timeoutMs / 1000}s`,
  };
}

function bareCheck(held: KeptInstance) {
  return {
    Node: NODE.name,
    CheckID: '',
    Name: '',
    Status: '',
    Notes: '',
    Output: '',
    ServiceID: held.id,
    ServiceName: held.service,
    ServiceTags: held.tags,
    Type: '',
    Interval: '',
    Timeout: '',
    ExposedPort: 0,
    Definition: {},
    CreateIndex: held.createIndex,
    ModifyIndex: held.modifyIndex,
  };
}

function weightsOf({ weight }: KeptInstance) {
  return { Passing: weight, Warning: Math.min(weight, 1) };
}

/** The metadata, to which version and zone are added where the registration has them as separate fields. */
function metaOf({ metadata, version, zone }: KeptInstance): Readonly<Record<string, string>> {
  return {
    ...(version === null ? {} : { version }),
    ...(zone === null ? {} : { zone }),
    ...metadata,
  };
}

/** An instance of `/v1/health/service`. */
export function healthEntryOf(held: KeptInstance) {
  return { Node: nodeOf(held.address), Service: serviceOf(held), Checks: checksOf(held) };
}
