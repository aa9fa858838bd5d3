import type { Health } from '@/lib/model';

/** The status of a placement, and since when it has it; null: not known. */
export interface StatusBegin {
  readonly status: Health;
  readonly since: string | null;
}

/**
 * Since when placements have their status, where no object says it: starts with what the database keeps, and is updated by
 * what this process derives.
 */
export class StatusSince {
  private readonly begins: Map<string, StatusBegin>;

  constructor(kept: ReadonlyMap<string, StatusBegin> = new Map()) {
    this.begins = new Map(kept);
  }

  /**
   * Since when a placement has the status that was just derived: from the objects (`since`), else from the transition that was
   * seen or kept; null where neither is known. While the cluster is being read nothing is updated.
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
