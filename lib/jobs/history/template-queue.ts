import type { SeenTemplate } from '@/lib/db/healthy-templates';
import { NewsQueue } from './news-queue';

/** While it lasts, it is written this often that it was seen again. */
export const SEEN_AGAIN_MS = 300_000;

/** One line for a workload among all clusters. */
export function workloadOf({ cluster, workloadUid }: SeenTemplate): string {
  return `${cluster}/${workloadUid}`;
}

/** Which template of each workload is Complete and Healthy, as far as it is to be written. */
export class TemplateQueue {
  private readonly news = new NewsQueue<SeenTemplate>({
    subjectOf: workloadOf,
    signOf: ({ revision }) => revision?.uid ?? '',
  });
  /** By placement: the last sighting of each of its workloads. */
  private readonly lasting = new Map<string, ReadonlyMap<string, SeenTemplate>>();
  private seenAgainMs = 0;

  /** Takes in all workloads of a placement; those that it had before and has no more are seen without a template. */
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

  /** Takes out up to `max` workloads, with all that last when it is time to say so again. */
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

  /** Whether something lasts of which it must be written now and then that it does. */
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
