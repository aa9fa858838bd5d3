/** A probe that a container does not pass. */
export interface ProbeFailure {
  readonly probe: 'liveness' | 'readiness' | 'startup';
  /** What the kubelet reports of the last check: `HTTP probe failed with statuscode: 500`. */
  readonly answer: string;
}

const PROBES = { Liveness: 'liveness', Readiness: 'readiness', Startup: 'startup' } as const;

/** Reads the kubelet's message of a failed probe: `Readiness probe failed: …`, `Liveness probe errored: …`. Null for any other one. */
export function probeFailureIn(message: string): ProbeFailure | null {
  const [, name] = /^(Liveness|Readiness|Startup) probe/u.exec(message) ?? [];
  if (name === undefined) return null;
  const answer = /^\w+ probe \w+: (.*)$/su.exec(message)?.[1] ?? message;
  return { probe: PROBES[name as keyof typeof PROBES], answer };
}
