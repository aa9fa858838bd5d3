import type { RegistryFinding } from './finding';

/** A finding that has lasted for long enough to be told, and since when it is so. */
export interface MatureFinding {
  readonly finding: RegistryFinding;
  /** ISO 8601. */
  readonly since: string;
}

export interface Matured {
  readonly told: readonly MatureFinding[];
  /** When each finding that is there was first found, by kind and key: given back with the next call. Milliseconds. */
  readonly firstFound: ReadonlyMap<string, number>;
  /** When the next one has lasted for long enough. Milliseconds since 1970. */
  readonly nextAt: number | null;
}

/** Which findings have outlasted their grace; those that are gone are forgotten, and begin anew when they come again. */
export function mature(
  findings: readonly RegistryFinding[],
  before: ReadonlyMap<string, number>,
  now: Date,
): Matured {
  const told: MatureFinding[] = [];
  const firstFound = new Map<string, number>();
  let nextAt: number | null = null;
  for (const finding of findings) {
    const id = `${finding.kind}:${finding.key}`;
    const found = before.get(id) ?? now.getTime();
    firstFound.set(id, found);
    const begin = finding.since === null ? found : Math.min(found, Date.parse(finding.since));
    const at = begin + finding.graceMs;
    if (at <= now.getTime()) told.push({ finding, since: new Date(begin).toISOString() });
    else nextAt = nextAt === null ? at : Math.min(nextAt, at);
  }
  return { told, firstFound, nextAt };
}
