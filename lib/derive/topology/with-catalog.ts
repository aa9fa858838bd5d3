import type { CatalogEntity, TopologyEdge, Workload } from '@/lib/model';
import { identify } from '../catalog';
import { declaredDependencies } from './declared';
import { evidenceOf } from './evidence';
import { gatherEdges } from './gather';
import type { Graph, GraphNode } from './graph';

/** A graph of objects with what the catalog declares. */
export interface DeclaredGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly TopologyEdge[];
}

/**
 * Joins a graph of files with a catalog: a Component is the workloads with its id, else with its name, and is called
 * through a Service that leads to them. An entity without a workload here is a node of its own:
 * `component:default/mail`.
 */
export function withCatalog(
  { names, nodes, edges }: Graph,
  entities: readonly CatalogEntity[],
): DeclaredGraph {
  const byRef = new Map(entities.map((entity) => [entity.ref, entity]));
  const more = new Map<string, GraphNode>();
  const outside = (ref: string): string => {
    const [kind = ''] = ref.split(':');
    const entity = byRef.get(ref);
    const name = entity?.name ?? nameIn(ref);
    const title = entity?.kind ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    more.set(ref, {
      id: ref,
      kind: title,
      name,
      cluster: null,
      namespace: null,
      technology: null,
      unread: [],
    });
    return ref;
  };
  const workloadsOf = (ref: string): readonly Workload[] => {
    const named = byRef.get(ref) ?? { annotations: {}, name: nameIn(ref) };
    return names.workloads.filter((workload) => isRunBy(named, workload));
  };
  const calledAt = (workload: Workload): string => {
    const service = names.allServices().find((one) => names.workloadsBehind(one).includes(workload));
    return names.idOf(service ?? workload);
  };
  const declared = declaredDependencies(entities).flatMap((said): TopologyEdge[] => {
    const evidence = [evidenceOf({ source: 'declared', ...said }, names.source)];
    const callers = workloadsOf(said.from).map((workload) => names.idOf(workload));
    const called = [...new Set(workloadsOf(said.to).map(calledAt))];
    return (callers.length > 0 ? callers : [outside(said.from)]).flatMap((from) =>
      (called.length > 0 ? called : [outside(said.to)]).map((to) => ({ from, to, kind: 'calls', evidence })),
    );
  });
  return { nodes: [...nodes, ...more.values()], edges: gatherEdges([...edges, ...declared]) };
}

function nameIn(ref: string): string {
  return ref.split('/').at(-1) ?? ref;
}

function isRunBy(
  { annotations, name }: Pick<CatalogEntity, 'annotations' | 'name'>,
  workload: Workload,
): boolean {
  const id = annotations['backstage.io/kubernetes-id'] ?? name;
  const identity = identify(workload, '', []);
  return identity.name === id || workload.metadata.name === id;
}
