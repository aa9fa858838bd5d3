import type { Service, Workload } from '@/lib/model';
import { PairIndex, selects } from './labels';
import { podLabels, workloadKey } from './workloads';

/** A workload as the index knows it. */
export interface IndexedWorkload {
  readonly key: string;
  readonly workload: Workload;
  readonly placement: string;
}

/** What runs in one namespace, and which Kubernetes Services select it, in both directions. */
export class NamespaceIndex {
  readonly workloads = new Map<string, IndexedWorkload>();
  private readonly byPodLabel = new PairIndex<IndexedWorkload>();
  private readonly services = new Map<string, Service>();
  /** StatefulSets by the name of their governing Service. */
  private readonly governed = new Map<string, Set<IndexedWorkload>>();
  private readonly bySelector = new PairIndex<string>();

  put(workload: Workload, placement: string): void {
    const key = workloadKey(workload.kind, workload.metadata.name);
    this.take(key);
    const entry = { key, workload, placement };
    this.workloads.set(key, entry);
    this.byPodLabel.add(podLabels(workload), entry);
    if (workload.kind !== 'StatefulSet') return;
    const governed = this.governed.get(workload.spec.serviceName) ?? new Set();
    this.governed.set(workload.spec.serviceName, governed.add(entry));
  }

  take(key: string): void {
    const entry = this.workloads.get(key);
    if (!entry) return;
    this.workloads.delete(key);
    this.byPodLabel.remove(podLabels(entry.workload), entry);
    if (entry.workload.kind === 'StatefulSet')
      this.governed.get(entry.workload.spec.serviceName)?.delete(entry);
  }

  putService(service: Service): void {
    this.takeService(service.metadata.name);
    this.services.set(service.metadata.name, service);
    this.bySelector.add(service.spec.selector, service.metadata.name);
  }

  takeService(name: string): void {
    const service = this.services.get(name);
    if (!service) return;
    this.services.delete(name);
    this.bySelector.remove(service.spec.selector, name);
  }

  /** Workloads whose pods a selector picks. */
  selected(selector: Service['spec']['selector']): readonly IndexedWorkload[] {
    return this.byPodLabel.carryingAll(selector);
  }

  selectedBy(service: string): readonly IndexedWorkload[] {
    return this.selected(this.services.get(service)?.spec.selector ?? {});
  }

  /** StatefulSets that name this Service as their governing one. */
  governedBy(service: string): readonly IndexedWorkload[] {
    return [...(this.governed.get(service) ?? [])];
  }

  /** Kubernetes Services that select pods of a workload, and a StatefulSet's governing one; by name. */
  servicesOf(workload: Workload): readonly Service[] {
    const labels = podLabels(workload);
    const names = this.bySelector.carryingAny(labels);
    if (workload.kind === 'StatefulSet') names.add(workload.spec.serviceName);
    return [...names].sort().flatMap((name) => {
      const service = this.services.get(name);
      if (!service) return [];
      const governs = workload.kind === 'StatefulSet' && workload.spec.serviceName === name;
      return governs || selects(service.spec.selector, labels) ? [service] : [];
    });
  }
}
