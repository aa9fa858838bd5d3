import type { Health } from '@/lib/model';

/** The status of a placement, and since when it has it; null: no one knows. */
export interface StatusBegin {
  readonly status: Health;
  readonly since: string | null;
}

/**
 * Since when placements have their status, for when no object tells: seeded with what the database keeps, and moved on by
 * what this process sees.
 */
export class StatusSince {
  private readonly begins: Map<string, StatusBegin>;

  constructor(kept: ReadonlyMap<string, StatusBegin> = new Map()) {
    this.begins = new Map(kept);
  }

  /**
   * Since when a placement has the status that was just judged: by the objects' own word (`since`), else by the change that was
   * seen or kept; null where neither tells. What is judged while the cluster is being read moves nothing.
   */
  settle(
    placement: string,
    { status, since }: StatusBegin,
    at: { readonly now: Date; readonly beingRead: boolean },
  ): string | null {
    const held = this.begins.get(placement);
    if (held?.status === status) return since ?? held.since;
    if (at.beingRead) return since;
    const began = since ?? (held ? at.now.toISOString() : null);
    this.begins.set(placement, { status, since: began });
    return began;
  }
}
