import type { SeenTemplate } from '@/lib/db/healthy-templates';
import { NewsQueue } from './news-queue';

/** How often the sighting of a lasting template is written again. */
export const SEEN_AGAIN_MS = 300_000;

/** A key of a workload, unique among all clusters. */
export function workloadOf({ cluster, workloadUid }: SeenTemplate): string {
  return `${cluster}/${workloadUid}`;
}

/** Sightings of Complete and Healthy templates that are to be written. */
export class TemplateQueue {
  private readonly news = new NewsQueue<SeenTemplate>({
    subjectOf: workloadOf,
    signOf: ({ revision }) => revision?.uid ?? '',
  });
  /** By placement: the last sighting of each of its workloads. */
  private readonly lasting = new Map<string, ReadonlyMap<string, SeenTemplate>>();
  private seenAgainMs = 0;

  /** Adds all workloads of a placement; workloads that it had before and does not have any more are added without a template. */
  see(placement: string, templates: readonly SeenTemplate[], seenAt: string): void {
    const now = new Map(templates.map((template) => [workloadOf(template), template]));
    for (const [workload, template] of this.lasting.get(placement) ?? []) {
      if (!now.has(workload)) this.news.see({ ...template, revision: null, seenAt });
    }
    for (const template of templates) this.news.see(template);
    if (now.size === 0) this.lasting.delete(placement);
    else this.lasting.set(placement, now);
  }

  get isEmpty(): boolean {
    return this.news.isEmpty;
  }

  /** Takes up to `max` workloads, and all lasting ones when their sightings are due again. */
  take(now: Date, max: number): SeenTemplate[] {
    if (now.getTime() - this.seenAgainMs >= SEEN_AGAIN_MS) this.seeAgain(now);
    return this.news.take(max);
  }

  putBack(templates: readonly SeenTemplate[]): void {
    this.news.putBack(templates);
  }

  standBy(templates: readonly SeenTemplate[]): void {
    this.news.standBy(templates);
  }

  /** Whether there are lasting templates, whose sightings must be written from time to time. */
  get lasts(): boolean {
    return [...this.lasting.values()].some((templates) =>
      [...templates.values()].some(({ revision }) => revision !== null),
    );
  }

  private seeAgain(now: Date): void {
    this.seenAgainMs = now.getTime();
    for (const templates of this.lasting.values()) {
      for (const [workload, template] of templates) {
        if (template.revision === null) continue;
        this.news.forget(workload);
        this.news.see({ ...template, seenAt: now.toISOString() });
      }
    }
  }
}
