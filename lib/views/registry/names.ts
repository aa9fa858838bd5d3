import type { CatalogSnapshot } from '@/lib/model';
import { registryName } from '@/lib/derive/registry';
import type { ServiceIndex } from '../service-index';

/** Which row of the registry a registered name belongs to. */
export class RegistryNames {
  private held: {
    readonly of: CatalogSnapshot;
    readonly members: number;
    readonly rows: ReadonlyMap<string, string>;
  } | null = null;

  constructor(
    private readonly index: ServiceIndex,
    private readonly catalog: () => CatalogSnapshot,
  ) {}

  /**
   * The service of the catalog that has the name in its annotation, as its id, or as its name; else the only service of that name
   * that was found in the clusters; else a row of its own.
   */
  rowOf(name: string): string {
    return this.rows().get(name) ?? name;
  }

  private rows(): ReadonlyMap<string, string> {
    const of = this.catalog();
    const members = this.index.membersRevision;
    if (this.held?.of === of && this.held.members === members) return this.held.rows;
    this.held = { of, members, rows: rowsByName(this.index) };
    return this.held.rows;
  }
}

function rowsByName(index: ServiceIndex): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const { id, name } of index.allServices()) found.set(name, found.has(name) ? null : id);
  const rows = new Map<string, string>();
  for (const [name, id] of found) if (id !== null) rows.set(name, id);
  for (const [id, component] of index.catalog.components) rows.set(component.name, id);
  for (const id of index.catalog.components.keys()) rows.set(id, id);
  for (const [id, component] of index.catalog.components) {
    const claimed = registryName(component);
    if (claimed !== null) rows.set(claimed, id);
  }
  return rows;
}
