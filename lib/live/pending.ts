import type { Touched } from '@/lib/views/touched';

/** What is to be derived and published next. Placements that events alone touch come after all others. */
export class Pending {
  private readonly placements = new Set<string>();
  private readonly byEvents = new Set<string>();
  readonly services = new Set<string>();
  readonly clusters = new Set<string>();
  now = false;
  topology = false;

  add({ placements, byEvents, services, clusters, topology }: Omit<Touched, 'counts' | 'members'>): void {
    for (const id of placements) this.placements.add(id);
    for (const id of byEvents) if (!this.placements.has(id)) this.byEvents.add(id);
    for (const id of services) this.services.add(id);
    for (const name of clusters) this.clusters.add(name);
    this.now ||= placements.size + byEvents.size + services.size > 0;
    this.topology ||= topology || placements.size + services.size + clusters.size > 0;
  }

  addPlacements(ids: Iterable<string>): void {
    for (const id of ids) {
      this.placements.add(id);
      this.now = true;
      this.topology = true;
    }
  }

  /** Up to `max` placements, those of events last; what is taken is no longer pending. */
  take(max: number): string[] {
    const taken: string[] = [];
    for (const set of [this.placements, this.byEvents]) {
      for (const id of set) {
        if (taken.length === max) return taken;
        set.delete(id);
        taken.push(id);
      }
    }
    return taken;
  }

  get left(): boolean {
    return this.placements.size + this.byEvents.size > 0;
  }

  get empty(): boolean {
    return !this.left && this.services.size + this.clusters.size === 0 && !this.now;
  }
}
