import type { AnyObject, ClusterPicture, Kind, KindMap } from '@/lib/model';

/** What a topology is derived from: the picture of one cluster, or objects from files. */
export interface TopologySource {
  /** Null for files. */
  readonly cluster: string | null;
  /** When the picture was last up to date. ISO 8601; null for files. */
  readonly observedAt: string | null;
  readonly objects: Pick<ClusterPicture, 'all' | 'get' | 'inNamespace' | 'slicesOf' | 'byUid'>;
}

/** A source with objects from files. */
export function sourceOf(objects: readonly AnyObject[], cluster: string | null = null): TopologySource {
  const ofKind = <K extends Kind>(kind: K): readonly KindMap[K][] =>
    objects.filter((object): object is KindMap[K] => object.kind === kind);
  const inNamespace = <K extends Kind>(kind: K, namespace: string): readonly KindMap[K][] =>
    ofKind(kind).filter(({ metadata }) => metadata.namespace === namespace);
  return {
    cluster,
    observedAt: null,
    objects: {
      all: ofKind,
      inNamespace,
      get: (kind, namespace, name) =>
        inNamespace(kind, namespace).find(({ metadata }) => metadata.name === name),
      slicesOf: (namespace, service) =>
        inNamespace('EndpointSlice', namespace).filter(
          ({ metadata }) => metadata.labels['kubernetes.io/service-name'] === service,
        ),
      byUid: (uid) => objects.find(({ metadata }) => metadata.uid === uid),
    },
  };
}
