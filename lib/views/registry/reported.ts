import type { RegisteredInstance, RegisteredPicture } from '@/lib/model';

const keyOf = ({ address, port }: RegisteredInstance): string => `${address}\n${port ?? ''}`;

/** Registered instances by address, and which row each name belongs to. */
export class Reported {
  private readonly byAddress = new Map<string, RegisteredInstance[]>();
  private readonly held = new Map<string, readonly RegisteredInstance[]>();
  private readonly rowOfName = new Map<string, string>();
  private readonly byRow = new Map<string, Set<string>>();

  constructor(private readonly picture: RegisteredPicture) {
    this.refresh(picture.services());
  }

  /** Reads these services again; returns the addresses that they had and have. */
  refresh(services: readonly string[]): readonly string[] {
    const moved = new Set<string>();
    for (const service of services) {
      for (const instance of this.held.get(service) ?? []) {
        moved.add(instance.address);
        const left = (this.byAddress.get(keyOf(instance)) ?? []).filter((one) => one !== instance);
        if (left.length === 0) this.byAddress.delete(keyOf(instance));
        else this.byAddress.set(keyOf(instance), left);
      }
      const now = this.picture.instances(service);
      if (now.length === 0) this.held.delete(service);
      else this.held.set(service, now);
      for (const instance of now) {
        moved.add(instance.address);
        this.byAddress.set(keyOf(instance), [...(this.byAddress.get(keyOf(instance)) ?? []), instance]);
      }
    }
    return [...moved];
  }

  /** Other instances with the address and port of one. */
  sharing(instance: RegisteredInstance): readonly RegisteredInstance[] {
    return (this.byAddress.get(keyOf(instance)) ?? []).filter(
      ({ service, id, source }) =>
        service !== instance.service || id !== instance.id || source !== instance.source,
    );
  }

  /** Assigns each name to its row; returns the rows that gained or lost one. */
  join(rowOf: (name: string) => string): readonly string[] {
    const moved = new Set<string>();
    for (const [name, row] of [...this.rowOfName]) {
      if (this.held.has(name) && rowOf(name) === row) continue;
      moved.add(row);
      this.rowOfName.delete(name);
      this.byRow.get(row)?.delete(name);
      if (this.byRow.get(row)?.size === 0) this.byRow.delete(row);
    }
    for (const name of this.held.keys()) {
      if (this.rowOfName.has(name)) continue;
      const row = rowOf(name);
      moved.add(row);
      this.rowOfName.set(name, row);
      this.byRow.set(row, (this.byRow.get(row) ?? new Set()).add(name));
    }
    return [...moved];
  }

  namesOf(row: string): readonly string[] {
    return [...(this.byRow.get(row) ?? [])].sort();
  }

  rows(): Iterable<string> {
    return this.byRow.keys();
  }
}
