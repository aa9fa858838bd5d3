import type { Problem, RolloutRow } from '@/lib/model';

type Outside = Pick<NonNullable<Problem['outside']>, 'object' | 'manager'>;

/** The API server's name for a client without a field manager and a user agent. */
const UNNAMED = 'unknown';

/** What was changed outside Pilothouse, and by which field manager: `kubectl-edit changed Service cart, outside Pilothouse`. */
export function outsideWords({ object, manager }: Outside, rollout: RolloutRow | null): string {
  const did =
    rollout !== null && rollout.fromVersion !== null && isOf(rollout, object)
      ? `took ${object.name} from ${rollout.fromVersion} to ${rollout.toVersion}`
      : `changed ${object.kind} ${object.name}`;
  return `${manager === UNNAMED ? 'A client without a name' : manager} ${did}, outside Pilothouse`;
}

function isOf({ workload, fromVersion, toVersion }: RolloutRow, object: Outside['object']): boolean {
  return workload.kind === object.kind && workload.name === object.name && fromVersion !== toVersion;
}
