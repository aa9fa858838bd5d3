import { traitsOf, WORKLOAD_KINDS, type Service, type Workload } from '@/lib/model';
import { appPairs, claims, identityPairs } from '@/lib/derive/claim';
import { governingServiceOf } from '@/lib/derive/governing-service';
import { selects } from '@/lib/derive/selects';
import { PairIndex } from './labels';
import { podLabels, workloadKey } from './workloads';

/** A workload as the index knows it. */
export interface IndexedWorkload {
  readonly key: string;
  readonly workload: Workload;
  readonly placement: string;
}

/** The workloads of one namespace and the Kubernetes Services that select them, in both directions. */
export class NamespaceIndex {
  readonly workloads = new Map<string, IndexedWorkload>();
  private readonly byPodLabel = new PairIndex<IndexedWorkload>();
  private readonly services = new Map<string, Service>();
  /** Workloads by the name of their governing Service. */
  private readonly governed = new Map<string, Set<IndexedWorkload>>();
  private readonly bySelector = new PairIndex<string>();
  /** Workloads by their identifying labels. */
  private readonly workloadsOf = new PairIndex<IndexedWorkload>();
  private readonly servicesBy = new PairIndex<string>();

  put(workload: Workload, placement: string): void {
    const key = workloadKey(workload.kind, workload.metadata.name);
    this.take(key);
    const entry = { key, workload, placement };
    this.workloads.set(key, entry);
    this.byPodLabel.add(podLabels(workload), entry);
    this.workloadsOf.add(identityPairs(workload.metadata), entry);
    const governing = governingServiceOf(workload);
    if (governing === null) return;
    const governed = this.governed.get(governing) ?? new Set();
    this.governed.set(governing, governed.add(entry));
  }

  take(key: string): void {
    const entry = this.workloads.get(key);
    if (!entry) return;
    this.workloads.delete(key);
    this.byPodLabel.remove(podLabels(entry.workload), entry);
    this.workloadsOf.remove(identityPairs(entry.workload.metadata), entry);
    const governing = governingServiceOf(entry.workload);
    if (governing !== null) this.governed.get(governing)?.delete(entry);
  }

  putService(service: Service): void {
    this.takeService(service.metadata.name);
    this.services.set(service.metadata.name, service);
    this.bySelector.add(service.spec.selector, service.metadata.name);
    this.servicesBy.add(identityPairs(service.metadata), service.metadata.name);
  }

  takeService(name: string): void {
    const service = this.services.get(name);
    if (!service) return;
    this.services.delete(name);
    this.bySelector.remove(service.spec.selector, name);
    this.servicesBy.remove(identityPairs(service.metadata), name);
  }

  /** Workloads whose pods a selector matches. */
  selected(selector: Service['spec']['selector']): readonly IndexedWorkload[] {
    return this.byPodLabel.carryingAll(selector);
  }

  selectedBy(service: string): readonly IndexedWorkload[] {
    return this.selected(this.services.get(service)?.spec.selector ?? {});
  }

  /** Workloads that a Service is meant to reach, whatever its selector matches. */
  claimedBy(name: string): readonly IndexedWorkload[] {
    const service = this.services.get(name);
    if (!service) return [];
    const candidates = new Set([
      ...WORKLOAD_KINDS.filter((kind) => traitsOf(kind).sizedBy !== 'runs').flatMap(
        (kind) => this.workloads.get(workloadKey(kind, name)) ?? [],
      ),
      ...this.governedBy(name),
      ...this.byPodLabel.carryingAny(appPairs(service.spec.selector)),
      ...this.workloadsOf.carryingAny(identityPairs(service.metadata)),
    ]);
    return [...candidates].filter(({ workload }) => claims(service, workload));
  }

  /** Services that are meant to reach a workload and whose selector matches no workload at all; by name. */
  astrayOf(workload: Workload): readonly Service[] {
    const governing = governingServiceOf(workload);
    const names = new Set([
      workload.metadata.name,
      ...(governing === null ? [] : [governing]),
      ...this.bySelector.carryingAny(appPairs(podLabels(workload))),
      ...this.servicesBy.carryingAny(identityPairs(workload.metadata)),
    ]);
    return [...names].sort().flatMap((name) => {
      const service = this.services.get(name);
      const isAstray =
        service && claims(service, workload) && this.selected(service.spec.selector).length === 0;
      return isAstray ? [service] : [];
    });
  }

  /** Workloads that name this Service as their governing one. */
  governedBy(service: string): readonly IndexedWorkload[] {
    return [...(this.governed.get(service) ?? [])];
  }

  /** Kubernetes Services that select pods of a workload, and its governing one; by name. */
  servicesOf(workload: Workload): readonly Service[] {
    const labels = podLabels(workload);
    const names = this.bySelector.carryingAny(labels);
    const governing = governingServiceOf(workload);
    if (governing !== null) names.add(governing);
    return [...names].sort().flatMap((name) => {
      const service = this.services.get(name);
      if (!service) return [];
      return governing === name || selects(service.spec.selector, labels) ? [service] : [];
    });
  }
}
