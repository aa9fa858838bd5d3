import {
  KINDS,
  type AnyObject,
  type ClusterPicture,
  type KindStateName,
  type Workload,
  type WorkloadKind,
} from '@/lib/model';
import { NamespaceIndex, type IndexedWorkload } from './namespace-index';
import { isTopWorkload, workloadKey } from './workloads';

/** The workloads and Kubernetes Services of one cluster by namespace, and its counts. */
export class ClusterIndex {
  readonly name: string;
  private readonly namespaces = new Map<string, NamespaceIndex>();
  private states: string;

  constructor(readonly picture: ClusterPicture) {
    this.name = picture.info.name;
    this.states = this.signature();
    for (const service of picture.all('Service')) {
      this.namespace(service.metadata.namespace).putService(service);
    }
  }

  /** Whether these kinds were listed and are watched, so that an object that is not in the picture is not in the cluster. */
  hasRead(kinds: readonly WorkloadKind[]): boolean {
    const read: readonly KindStateName[] = ['live', 'absent'];
    return (
      this.picture.reach.state === 'live' &&
      kinds.every((kind) => read.includes(this.picture.kindState(kind).state))
    );
  }

  /** Whether the state of the connection or of a kind changed since the last call. A heartbeat alone is no change. */
  stateMoved(): boolean {
    const now = this.signature();
    const moved = now !== this.states;
    this.states = now;
    return moved;
  }

  namespace(name: string): NamespaceIndex {
    const held = this.namespaces.get(name);
    if (held) return held;
    const made = new NamespaceIndex();
    this.namespaces.set(name, made);
    return made;
  }

  /** The index of a namespace, if there is one; does not create it. */
  knows(namespace: string): NamespaceIndex | undefined {
    return this.namespaces.get(namespace);
  }

  isMember(object: AnyObject): object is Workload {
    return isTopWorkload(object);
  }

  workloadOf(object: AnyObject): IndexedWorkload | undefined {
    const { namespace, name } = object.metadata;
    return this.namespaces.get(namespace)?.workloads.get(workloadKey(object.kind, name));
  }

  put(workload: Workload, placement: string): string {
    const key = workloadKey(workload.kind, workload.metadata.name);
    this.namespace(workload.metadata.namespace).put(workload, placement);
    return key;
  }

  take(workload: Workload): void {
    this.namespaces
      .get(workload.metadata.namespace)
      ?.take(workloadKey(workload.kind, workload.metadata.name));
  }

  private signature(): string {
    const { reach } = this.picture;
    const kinds = KINDS.map((kind) => {
      const { state, reason } = this.picture.kindState(kind);
      return `${state} ${reason ?? ''}`;
    });
    return [reach.state, reach.reason ?? '', ...kinds].join('\n');
  }
}
