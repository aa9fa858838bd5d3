import {
  serviceId,
  type CatalogEntity,
  type CatalogSnapshot,
  type ServiceIdentity,
  type Workload,
} from '@/lib/model';
import { parseSelector } from './labels';

/** Annotations by which Backstage's Kubernetes plugin finds a Component's objects (backstage.io/docs/features/kubernetes/configuration). */
const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';
const LABEL_SELECTOR = 'backstage.io/kubernetes-label-selector';

/** How Components of the catalog and workloads of the clusters are joined. */
export interface CatalogJoin {
  /** The Component that is this Service, if the catalog names one. */
  componentOf(service: string): CatalogEntity | undefined;
  /** The Service of a workload: that of a Component whose selector matches it, else of its own identity. */
  serviceOf(workload: Workload, identity: ServiceIdentity): { readonly id: string; readonly name: string };
  /** The Service of a Component: `component:default/cart` → `cart`. */
  serviceOfRef(ref: string): string | undefined;
  /** All declared Services, by id. */
  readonly components: ReadonlyMap<string, CatalogEntity>;
}

/** The id of a Component's Service: its `backstage.io/kubernetes-id`, or its name where it has none. */
function declaredId(component: CatalogEntity): string {
  const id = component.annotations[KUBERNETES_ID]?.trim();
  return serviceId({ by: 'kubernetes-id', name: id === undefined || id === '' ? component.name : id });
}

export function joinCatalog(snapshot: CatalogSnapshot): CatalogJoin {
  const components = new Map<string, CatalogEntity>();
  const byRef = new Map<string, string>();
  const selectors: { matches: (workload: Workload) => boolean; id: string; name: string }[] = [];
  for (const entity of snapshot.entities) {
    if (entity.kind !== 'Component') continue;
    const id = declaredId(entity);
    byRef.set(entity.ref, id);
    // Two Components of one id are one Service; the first that was declared counts.
    if (!components.has(id)) components.set(id, entity);
    const matches = selectorOf(entity);
    if (matches) selectors.push({ matches, id, name: entity.name });
  }
  return {
    components,
    componentOf: (service) => components.get(service),
    serviceOfRef: (ref) => byRef.get(ref),
    serviceOf(workload, identity) {
      const picked = selectors.find(({ matches }) => matches(workload));
      if (picked) return picked;
      return { id: serviceId(identity), name: identity.name };
    },
  };
}

function selectorOf(entity: CatalogEntity): ((workload: Workload) => boolean) | null {
  const text = entity.annotations[LABEL_SELECTOR];
  const test = text === undefined || text.trim() === '' ? null : parseSelector(text);
  if (!test) return null;
  const namespace = entity.annotations[KUBERNETES_NAMESPACE];
  return ({ metadata }) =>
    (namespace === undefined || namespace === metadata.namespace) && test(metadata.labels);
}
