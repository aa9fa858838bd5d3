import { rowKey, type ServiceRow, type Topic } from '@/lib/model';
import type { WorldContext } from './context';
import { keptRows, placementRows } from './placement-rows';
import { placementsSeen } from './seen';
import { recentChangeRows, serviceHead } from './service-head';

export interface RowsMoved {
  readonly upserts: ReadonlyMap<string, ServiceRow>;
  readonly deletes: readonly string[];
}

type Rows = ReadonlyMap<string, ServiceRow>;
const NONE: Rows = new Map();

/** The rows of one Service as they were last derived. Each placement is derived separately, and a row that did not change is kept. */
export class ServiceRows {
  private head: Rows = NONE;
  private readonly placements = new Map<string, Rows>();
  private readonly kept = keptRows();

  constructor(
    private readonly context: WorldContext,
    private readonly id: string,
  ) {}

  /** Ids of the placements that it has, or had at the last derivation. */
  placementIds(): ReadonlySet<string> {
    return new Set([...this.placements.keys(), ...this.seen()]);
  }

  /** How many rows there were at the last derivation. */
  get count(): number {
    return [this.head, ...this.placements.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Derives the head and the named, new and removed placements again. An error leaves everything as it was. */
  derive(named: ReadonlySet<string>): RowsMoved {
    const { context, id } = this;
    const head = serviceHead(context, id);
    const seen = new Set(head === null ? [] : this.seen());
    const derived = [...this.placementIds()]
      .filter((one) => named.has(one) || !seen.has(one) || !this.placements.has(one))
      .map((one) => {
        const before = this.placements.get(one) ?? NONE;
        const rows = seen.has(one) ? placementRows(context, one, this.kept) : [];
        return { one, before, after: this.keyed(before, rows) };
      });
    const own = head === null ? [] : [head, ...recentChangeRows(context, id)];
    const moved = { before: this.head, after: this.keyed(this.head, own) };
    this.head = moved.after;
    for (const { one, after } of derived) {
      if (seen.has(one)) this.placements.set(one, after);
      else this.placements.delete(one);
    }
    return differenceOf([moved, ...derived]);
  }

  private seen(): readonly string[] {
    const service = this.context.index.service(this.id);
    return service ? placementsSeen(this.context, service) : [];
  }

  private keyed(before: Rows, rows: readonly ServiceRow[]): Rows {
    const topic: Topic = `service:${this.id}`;
    return new Map(
      rows.map((row) => {
        const key = rowKey(topic, row);
        const held = before.get(key);
        return [key, held && isSameRow(held, row) ? held : row];
      }),
    );
  }
}

/** Whether two rows have the same values in their fields; of what is nested, the same objects. */
function isSameRow(a: ServiceRow, b: ServiceRow): boolean {
  const values = new Map<string, unknown>(Object.entries(a));
  const fields = Object.entries(b);
  return fields.length === values.size && fields.every(([field, value]) => values.get(field) === value);
}

function differenceOf(moved: readonly { readonly before: Rows; readonly after: Rows }[]): RowsMoved {
  const upserts = new Map<string, ServiceRow>();
  const deletes: string[] = [];
  for (const { before, after } of moved) {
    for (const [key, row] of after) if (before.get(key) !== row) upserts.set(key, row);
    for (const key of before.keys()) if (!after.has(key)) deletes.push(key);
  }
  return { upserts, deletes: deletes.filter((key) => !upserts.has(key)) };
}
