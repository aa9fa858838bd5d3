import { randomUUID } from 'node:crypto';
import { appendAudit } from '@/lib/db/audit';
import { createChange } from '@/lib/db/changes';
import type { Db, Tx } from '@/lib/db/client';
import { addDeliveries } from '@/lib/db/deliveries';
import { keepEvents } from '@/lib/db/kept-events';
import { recordReadiness } from '@/lib/db/readiness';
import { createRegistryToken } from '@/lib/db/registry-tokens';
import { recordTransitions } from '@/lib/db/transitions';
import { UNASSIGNED } from '@/lib/derive/catalog/environment';
import { placementId, serviceId, type CatalogEntity } from '@/lib/model';
import type { Registry } from '@/lib/registry';
import { instance } from '@/lib/registry/testing/registries';
import { calling } from '@/lib/views/testing/calling';
import { component } from '@/lib/views/testing/catalog';
import { event, node } from '@/lib/views/testing/objects';
import { probes } from '@/lib/views/testing/probed';
import { scene, type RunningSpec } from '@/lib/views/testing/scene';

/** All names outside of the namespace shop of the cluster eu contain this. */
export const HIDDEN = 'hidden';
export const NOW = new Date('2026-03-12T03:14:00Z');

export interface Site {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** One service for each place: the visible one, another namespace of the same cluster, the same namespace of another cluster. */
export const SITES: readonly Site[] = [
  { cluster: 'eu', namespace: 'shop', name: 'cart' },
  { cluster: 'eu', namespace: 'hidden-vault', name: 'hidden-safe' },
  { cluster: 'hidden-us', namespace: 'shop', name: 'hidden-till' },
];

export const serviceOf = (site: Site): string => serviceId({ by: 'workload', ...site });
export const placementOf = (site: Site): string => placementId(serviceOf(site), site.cluster, site.namespace);
const targetOf = (site: Site) => ({ ...site, kind: 'Deployment' }) as const;

function system(name: string): CatalogEntity {
  return component(name, { ref: `system:default/${name}`, kind: 'System', system: null });
}

/** A world of two clusters in which each place has something broken and calls. */
export function twoClusters(registered: Registry['picture']) {
  const made = scene({
    clusters: ['eu', 'hidden-us'],
    registered,
    probed: probes().picture,
    environments: [
      { ...UNASSIGNED, name: 'hidden-env', title: 'Hidden', match: [{ namespace: 'hidden-vault' }] },
      { ...UNASSIGNED, name: 'hidden-away', title: 'Hidden away', match: [{ cluster: 'hidden-us' }] },
      { ...UNASSIGNED, name: 'production', title: 'Production', match: [{ namespace: 'shop' }] },
    ],
    catalog: {
      entities: [
        component('shared', {
          dependsOn: ['component:default/plan', 'component:default/hidden-both', 'resource:default/disk'],
        }),
        component('plan'),
        component('hidden-plan', { system: 'system:default/hidden-system' }),
        component('hidden-both', { system: 'system:default/hidden-system' }),
        ...['shop', 'hidden-system'].map(system),
      ],
      placements: [],
    },
  });
  const { world } = made;
  SITES.forEach((site, index) => {
    const { cluster, name } = site;
    const calls = {
      MAIL: 'mail.shop:80',
      SAFE: 'hidden-safe.hidden-vault:80',
      CART: 'cart.shop:80',
      API: index === 0 ? 'api.example.com:443' : `${HIDDEN}${index}.example.com:443`,
    };
    put(made, site, { name, ready: 0 }, calls, `10.0.${index}.1`);
    put(made, site, { name: index === 0 ? 'mail' : `${HIDDEN}-mail` }, {}, `10.1.${index}.1`);
    const id = index === 0 ? 'shared' : 'hidden-both';
    const label = { 'backstage.io/kubernetes-id': id };
    put(
      made,
      site,
      { name: index === 0 ? 'shared' : `${HIDDEN}-part`, labels: label },
      {},
      `10.2.${index}.1`,
    );
    // The same service in a visible and a hidden place.
    const both = { 'backstage.io/kubernetes-id': 'shared' };
    if (index > 0) put(made, site, { name: `${HIDDEN}-shared`, labels: both }, {}, `10.3.${index}.1`);
    world.put(cluster, node({ name: index === 2 ? 'hidden-node' : 'node-1' }));
  });
  made.setTrafficAges({ 'https://hidden-prometheus': { state: 'live', observedAt: null, sentence: null } });
  return made;
}

function put(
  { world }: ReturnType<typeof scene>,
  { cluster, namespace }: Site,
  spec: RunningSpec,
  calls: Record<string, string>,
  ip: string,
): void {
  const isBroken = spec.ready === 0;
  const pods = isBroken ? [{ waiting: 'ImagePullBackOff', ready: false }] : [{}];
  const at = cluster === 'eu' ? 'node-1' : 'hidden-node';
  const { all, owner } = calling(
    { ...spec, namespace, pods: pods.map((one) => ({ ...one, node: at })) },
    calls,
  );
  for (const object of all) {
    if (object.kind === 'Pod') world.put(cluster, { ...object, status: { ...object.status, podIP: ip } });
    else if (object.kind === 'EndpointSlice') {
      const endpoints = object.endpoints.map((one) => ({ ...one, addresses: [ip] }));
      world.put(cluster, { ...object, endpoints });
    } else if (object.kind === 'Service') {
      const annotations = { 'pilothouse.dev/probe': 'http:8080/healthz' };
      world.put(cluster, { ...object, metadata: { ...object.metadata, annotations } });
    } else world.put(cluster, object);
  }
  if (isBroken) world.put(cluster, event({ name: `${spec.name}.1`, regarding: owner }));
}

/** Writes records of every place to the database and the registry. Returns the id of the Change of each, in the order of `SITES`. */
export async function keepAll(db: Db, registry: Registry): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [index, site] of SITES.entries()) {
    ids.push(await db.transaction((tx) => keepChange(tx, site)));
    await db.transaction((tx) => keepHistory(tx, site));
    await registry.register(
      { service: `${site.name}-api`, id: `${site.name}-1` },
      instance({ address: `10.0.${index}.1`, port: 8080 }),
    );
    await registry.register(
      { service: 'cart-api', id: `${site.name}-2` },
      instance({ address: `10.1.${index}.1`, port: 8080 }),
    );
  }
  const seen = await db.client.transition.findMany({ orderBy: { id: 'asc' }, select: { id: true } });
  await db.transaction(async (tx) => {
    const deliveries = seen.map(({ id }) => ({
      ...{ id: randomUUID(), rule: 'on-call', transition: id, event: 'fall' as const },
    }));
    await addDeliveries(tx, deliveries, NOW);
    const actor = { id: 'user:eve', name: 'Eve' };
    const token = { name: 'hidden-token', hash: 'h', services: ['hidden-*'], createdAt: NOW };
    await createRegistryToken(tx, token, actor);
    const record = { at: NOW, actor, detail: {} };
    const sentence = 'Eve imported hidden.yaml.';
    await appendAudit(tx, { ...record, action: 'catalog.imported', subject: 'hidden.yaml', sentence });
  });
  return ids;
}

async function keepChange(tx: Tx, site: Site): Promise<string> {
  const plan = {
    hash: '0'.repeat(64),
    madeAt: NOW.toISOString(),
    targetUid: 'u',
    resourceVersion: '1',
    diff: [{ path: 'spec.replicas', before: '1', after: '2' }],
    consequences: [
      {
        ...{ code: 'dependents' as const, level: 'ok' as const, title: 'Calls it' },
        sentence: 'hidden-safe calls it directly.',
      },
    ],
  };
  const change = await createChange(tx, {
    steps: [
      {
        intent: { action: 'scale', target: targetOf(site), params: { replicas: 2 } },
        ...{ plan, operationId: randomUUID(), sealed: null },
      },
    ],
    title: `Scale ${site.name} 1 → 2`,
    reason: '',
    askedBy: { id: 'user:eve', name: 'Eve' },
    service: serviceOf(site),
    serviceName: site.name,
    owner: null,
    environment: UNASSIGNED,
    planHash: plan.hash,
    state: 'planned',
    sentence: 'It is ready.',
    idempotencyKey: null,
    requestHash: '',
    now: NOW,
    expiresAt: new Date(NOW.getTime() + 3_600_000),
  });
  const sentence = `Eve requested ${change.id}: ${change.title}.`;
  const actor = { id: 'user:eve', name: 'Eve' };
  await appendAudit(tx, {
    at: NOW,
    actor,
    action: 'change.requested',
    subject: change.id,
    sentence,
    detail: {},
  });
  return change.id;
}

async function keepHistory(tx: Tx, site: Site): Promise<void> {
  const { cluster, namespace, name } = site;
  const [service, placement] = [serviceOf(site), placementOf(site)];
  const at = new Date(NOW.getTime() - 3_600_000).toISOString();
  const object = { cluster, kind: 'Deployment', namespace, name, uid: 'u' };
  const receipt = { rule: 'r', object, field: 'f', value: 'v', cluster, observedAt: at };
  const place = { placement, service, serviceName: name, cluster, namespace, owner: null };
  await recordTransitions(tx, [
    {
      ...place,
      environment: `of ${name}`,
      status: 'Degraded',
      reason: 'pods.image',
      message: `${name} is broken.`,
      ...{ receipt, ready: 0, desired: 1, since: at, seenAt: at },
    },
  ]);
  await recordReadiness(tx, [{ cluster, placement, at, ready: 0, desired: 1 }]);
  const times = { count: 1, firstSeen: at, lastSeen: at };
  const kept = { type: 'Warning' as const, reason: 'BackOff', object, ...times };
  await keepEvents(tx, [
    { ...kept, id: `kept-${name}`, placement, service, message: `${name} was kept` },
    // An event of a placement of the same service in another place.
    ...(name === 'cart'
      ? []
      : [
          {
            ...kept,
            ...{ id: `other-${name}`, placement: `${serviceOf(SITES[0] ?? site)}@${cluster}/${namespace}` },
            service: serviceOf(SITES[0] ?? site),
            message: `${name} was kept`,
          },
        ]),
  ]);
}
