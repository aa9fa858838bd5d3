import type { RegistryFinding } from './finding';

/** A finding that has lasted long enough to be reported, and when it began. */
export interface MatureFinding {
  readonly finding: RegistryFinding;
  /** ISO 8601. */
  readonly since: string;
}

export interface Matured {
  readonly reported: readonly MatureFinding[];
  /** When each current finding was first found, by kind and key, to pass to the next call. Milliseconds. */
  readonly firstFound: ReadonlyMap<string, number>;
  /** When the next finding will have lasted long enough. Milliseconds since 1970. */
  readonly nextAt: number | null;
}

/** Which findings have lasted longer than their grace. One that disappears is forgotten, and starts again when it comes back. */
export function mature(
  findings: readonly RegistryFinding[],
  before: ReadonlyMap<string, number>,
  now: Date,
): Matured {
  const reported: MatureFinding[] = [];
  const firstFound = new Map<string, number>();
  let nextAt: number | null = null;
  for (const finding of findings) {
    const id = `${finding.kind}:${finding.key}`;
    const found = before.get(id) ?? now.getTime();
    firstFound.set(id, found);
    const begin = finding.since === null ? found : Math.min(found, Date.parse(finding.since));
    const at = begin + finding.graceMs;
    if (at <= now.getTime()) reported.push({ finding, since: new Date(begin).toISOString() });
    else nextAt = nextAt === null ? at : Math.min(nextAt, at);
  }
  return { reported, firstFound, nextAt };
}
