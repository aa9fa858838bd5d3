/** Which rows depend on which addresses, in both directions. */
export class Watchers {
  private readonly rows = new Map<string, Set<string>>();
  private readonly addresses = new Map<string, readonly string[]>();

  of(address: string): Iterable<string> {
    return this.rows.get(address) ?? [];
  }

  /** Rows that depend on any address. */
  watching(): Iterable<string> {
    return this.addresses.keys();
  }

  set(row: string, addresses: readonly string[]): void {
    for (const address of this.addresses.get(row) ?? []) {
      const held = this.rows.get(address);
      held?.delete(row);
      if (held?.size === 0) this.rows.delete(address);
    }
    this.addresses.delete(row);
    if (addresses.length === 0) return;
    this.addresses.set(row, addresses);
    for (const address of addresses) {
      const held = this.rows.get(address) ?? new Set();
      this.rows.set(address, held.add(row));
    }
  }
}
