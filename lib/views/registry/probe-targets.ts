import type { ClusterPicture, EndpointTarget, ObjectChange, ProbedService, World } from '@/lib/model';
import { endpointTargets, probeOfService } from '@/lib/derive/registry';

/** The endpoints of one Kubernetes Service that are to be probed. */
export interface ServiceTargets {
  readonly targets: readonly EndpointTarget[];
  /** Whether its cluster is read now: with a stale picture nothing is probed, as an address may belong to another pod by now. */
  readonly isRead: boolean;
}

/**
 * Every Kubernetes Service whose annotation demands probes, updated from the world's batches: an endpoint is added or removed together
 * with its slice. The cost of a change does not grow with the number of Services.
 */
export class ProbeTargets {
  private readonly held = new Map<string, ProbedService & { targets: readonly EndpointTarget[] }>();

  constructor(private readonly world: World) {
    for (const { info } of world.clusters()) this.readCluster(info.name);
  }

  /** Subscribes to the world; the return value unsubscribes. */
  follow(): () => void {
    return this.world.subscribe((batch) => {
      for (const change of batch.objects) this.note(change);
      for (const name of batch.clusters) if (!this.world.cluster(name)) this.forget(name);
    });
  }

  *list(): Iterable<ServiceTargets> {
    for (const { cluster, targets } of this.held.values()) {
      const picture = this.world.cluster(cluster);
      if (picture !== undefined) yield { targets, isRead: isRead(picture) };
    }
  }

  private readCluster(cluster: string): void {
    for (const { metadata } of this.world.cluster(cluster)?.all('Service') ?? [])
      this.renew({ cluster, namespace: metadata.namespace, service: metadata.name });
  }

  private note({ cluster, kind, before, after }: ObjectChange): void {
    if (kind !== 'Service' && kind !== 'EndpointSlice') return;
    for (const object of [before, after]) {
      if (object === undefined) continue;
      const { namespace, name, labels } = object.metadata;
      const service = kind === 'Service' ? name : labels['kubernetes.io/service-name'];
      if (service !== undefined) this.renew({ cluster, namespace, service });
    }
  }

  private renew(of: ProbedService): void {
    const { cluster, namespace, service } = of;
    const picture = this.world.cluster(cluster);
    const object = picture?.get('Service', namespace, service);
    const read = object && probeOfService(object);
    const key = `${cluster}\n${namespace}\n${service}`;
    if (picture === undefined || read?.ok !== true) this.held.delete(key);
    else
      this.held.set(key, {
        ...of,
        targets: endpointTargets(of, read.probe, picture.slicesOf(namespace, service)),
      });
  }

  private forget(name: string): void {
    for (const [key, { cluster }] of this.held) if (cluster === name) this.held.delete(key);
  }
}

function isRead(picture: ClusterPicture): boolean {
  return picture.reach.state === 'live' && picture.kindState('EndpointSlice').state === 'live';
}
