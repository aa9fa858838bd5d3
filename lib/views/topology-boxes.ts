import {
  traitsOf,
  type CatalogEntity,
  type HealthDto,
  type MapNode,
  type ObjectRef,
  type WorkloadKind,
} from '@/lib/model';
import { objectHealth } from '@/lib/derive/health';
import type { OtherBox } from '@/lib/derive/topology/aggregate';
import { technologyTitle } from '@/lib/derive/topology/technology';
import type { WorldContext } from './context';
import { publicHealth } from './health-dto';
import { nameOfRef } from './names';
import type { PlacementView } from './placement-views';
import type { IndexedPlacement } from './service-index';

type Context = Pick<WorldContext, 'world' | 'index' | 'views' | 'catalog' | 'now'>;

export interface PlacementBox {
  readonly placement: IndexedPlacement;
  readonly view: PlacementView;
  readonly component: CatalogEntity | null;
  readonly domain: string | null;
  readonly graphFacts: GraphFacts;
}

/** What the graph of objects holds for a placement. */
export interface GraphFacts {
  /** Its product, from the images of its workloads; null for a service. */
  readonly technology: string | null;
  readonly unread: readonly string[];
}

/** The box of a placement. */
export function placementBox({ placement, view, component, domain, graphFacts }: PlacementBox): MapNode {
  const { technology, unread } = graphFacts;
  const [key = ''] = [...placement.workloads].sort(byPrecedence);
  const [kind = 'Service', name = placement.serviceName] = key === '' ? [] : key.split('/');
  const { summary } = view;
  return {
    kindOfRow: 'node',
    id: placement.id,
    kind: technology === null ? 'service' : 'data',
    name: placement.serviceName,
    what: technology === null ? kind : technologyTitle(technology),
    object: `${placement.namespace}/${name}`,
    technology,
    unread: [...unread],
    service: placement.service,
    cluster: placement.cluster,
    namespace: placement.namespace,
    environment: summary.environment,
    owner: view.owner,
    system: nameOfRef(component?.system),
    domain,
    version: summary.version,
    rollout: summary.rollout && {
      state: summary.rollout.state,
      toVersion: summary.rollout.toVersion,
      sentence: summary.rollout.sentence,
    },
    health: summary.health,
  };
}

/** Sorts keys of workloads by the precedence of their kinds: `Deployment/cart` before `Job/cart-migrate`. */
function byPrecedence(a: string, b: string): number {
  const rank = (key: string): number => traitsOf(key.split('/')[0] as WorkloadKind).precedence;
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** The System, with its Domain, of a box, derived from its neighbours. */
export type Home = Pick<MapNode, 'system' | 'domain'>;

/** The box of an entry, or of something outside every watched cluster. */
export function otherBox(context: Context, box: OtherBox, home: Home | null): MapNode {
  const { cluster, namespace } = box;
  const own = belonging(context, box.id);
  return {
    kindOfRow: 'node',
    id: box.id,
    kind: box.kind,
    name: box.name,
    what: box.what,
    object: namespace === null ? null : `${namespace}/${box.name}`,
    technology: null,
    unread: [],
    service: context.index.catalog.serviceOfRef(box.id) ?? null,
    cluster,
    namespace,
    environment:
      cluster === null || namespace === null ? null : context.views.environment(cluster, namespace).name,
    ...(own.system === null && home !== null ? { ...own, ...home } : own),
    version: null,
    rollout: null,
    health: healthOf(context, box),
  };
}

/** Owner and System of a Component or Resource; null where the catalog does not have it. */
export function belonging(
  { catalog }: Pick<Context, 'catalog'>,
  ref: string,
): Pick<MapNode, 'owner' | 'system' | 'domain'> {
  const isRef = /^(?:component|resource):/u.test(ref);
  const entity = isRef ? catalog().entities.find((one) => one.ref === ref) : undefined;
  return { owner: nameOfRef(entity?.owner), system: nameOfRef(entity?.system), domain: null };
}

function healthOf(context: Context, { what, name, cluster, namespace, id }: OtherBox): HealthDto {
  const picture = cluster === null ? undefined : context.world.cluster(cluster);
  const kind = what === 'LoadBalancer' || what === 'NodePort' ? 'Service' : what;
  const now = context.now();
  const observedAt = picture?.reach.observedAt ?? now.toISOString();
  const isJudged = kind === 'Service' || kind === 'Ingress';
  const object = isJudged && namespace !== null ? picture?.get(kind, namespace, name) : undefined;
  const verdict = object && objectHealth(object, { cluster: cluster ?? '', observedAt, now });
  if (verdict) return { ...publicHealth(verdict), last: null, advice: null };
  const place = cluster ?? 'outside';
  const ref: ObjectRef = {
    cluster: place,
    kind: what === 'host' ? 'Host' : what,
    namespace,
    name,
    uid: null,
  };
  return unknown(ref, { id, observedAt, says: sentenceOf(what, name, cluster) });
}

function sentenceOf(what: string, name: string, cluster: string | null): string {
  if (what === 'host') return `Host ${name} is outside every cluster that Pilothouse watches.`;
  if (cluster === null) return `No cluster that Pilothouse watches runs ${what} ${name}.`;
  return `Pilothouse has no rule of health for ${what} ${name}.`;
}

function unknown(
  object: ObjectRef,
  { id, observedAt, says }: { readonly id: string; readonly observedAt: string; readonly says: string },
): HealthDto {
  const rule = object.cluster === 'outside' ? 'topology.not-watched' : 'topology.no-rule';
  return {
    status: 'Unknown',
    reason: rule,
    message: says,
    since: null,
    receipts: [{ rule, object, field: 'id', value: id, cluster: object.cluster, observedAt }],
    last: null,
    advice: null,
  };
}
