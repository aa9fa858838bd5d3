/** Removes a row that was added to a table. */
export type Undo = () => void;

/**
 * What one room knows about each kind: one row for every kind in `K`; the compiler checks that none is missing. A row for a further kind can
 * be added at run time. A kind consists of its rows in the tables of all rooms.
 */
export class KindTable<K extends string, Row> {
  private readonly rows: Map<string, Row>;

  constructor(rows: Readonly<Record<K, Row>>) {
    this.rows = new Map(Object.entries<Row>(rows));
  }

  /** Throws TypeError for a kind that was added to another table and not to this one. */
  of(kind: K): Row {
    const row = this.rows.get(kind);
    if (row === undefined) throw new TypeError(`${kind} has no row in this table of kinds`);
    return row;
  }

  has(kind: string): kind is K {
    return this.rows.has(kind);
  }

  /** Throws TypeError for a kind that is there already. */
  add(kind: string, row: Row): Undo {
    if (this.rows.has(kind)) throw new TypeError(`${kind} is in this table of kinds already`);
    this.rows.set(kind, row);
    return () => this.rows.delete(kind);
  }
}
