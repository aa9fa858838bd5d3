import type { ArgoRolloutBody } from '@/lib/model';
import { count, quoted } from '../sentences';
import type { HealthFinding } from './judge';

type Status = NonNullable<ArgoRolloutBody['status']>;

interface RolloutManifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly generation?: number };
}

interface Judged {
  readonly name: string;
  readonly generation: number | undefined;
  readonly body: ArgoRolloutBody;
  readonly status: Status;
}

/** Argo CD's verdict on an Argo Rollout (resource_customizations/argoproj.io/Rollout/health.lua); the order of the branches is its own. */
export function argoRolloutHealth(manifest: RolloutManifest, body: ArgoRolloutBody): HealthFinding {
  const name = `${manifest.kind} ${manifest.metadata.name}`;
  const { status } = body;
  if (status === undefined) {
    return {
      status: 'Progressing',
      rule: 'rollout.not-observed',
      field: 'status',
      value: 'absent',
      says: `${name} was not seen by its controller yet`,
    };
  }
  const judged: Judged = { name, generation: manifest.metadata.generation, body, status };
  return (
    behind(judged) ??
    phase(judged) ??
    failure(judged) ??
    paused(judged) ??
    replicas(judged) ??
    strategy(judged) ?? {
      status: 'Healthy',
      rule: 'rollout.complete',
      field: 'status.availableReplicas',
      value: status.availableReplicas,
      says: `${name} has ${count(status.availableReplicas, 'replica')} available at its newest revision`,
    }
  );
}

/** A number above the generation is a hash that v0.9 wrote: it is ignored. */
function behind({ name, generation, body, status }: Judged): HealthFinding | null {
  const seen = status.observedGeneration;
  if (generation !== undefined && seen !== undefined && seen < generation) {
    return {
      status: 'Progressing',
      rule: 'rollout.generation',
      field: 'status.observedGeneration',
      value: seen,
      says: `${name} is at generation ${generation}, and its controller has seen ${seen}`,
    };
  }
  const { workloadGeneration } = body;
  if (workloadGeneration === undefined || workloadGeneration === status.workloadObservedGeneration)
    return null;
  return {
    status: 'Progressing',
    rule: 'rollout.workload-generation',
    field: 'status.workloadObservedGeneration',
    value: status.workloadObservedGeneration ?? 'absent',
    says: `the workload of ${name} is at generation ${workloadGeneration}, and its controller has seen ${status.workloadObservedGeneration ?? 'none'}`,
  };
}

const PHASES: Readonly<Record<string, readonly [HealthFinding['status'], string]>> = {
  Healthy: ['Healthy', 'is healthy'],
  Progressing: ['Progressing', 'is on its way'],
  Paused: ['Suspended', 'is paused'],
  Degraded: ['Degraded', 'is degraded'],
};

function phase({ name, status }: Judged): HealthFinding | null {
  if (status.phase === undefined) return null;
  const known = Object.hasOwn(PHASES, status.phase) ? PHASES[status.phase] : undefined;
  const [health, says] = known ?? [
    'Unknown' as const,
    `is in phase ${quoted(status.phase)}, which has no rule`,
  ];
  const why = status.message ?? '';
  return {
    status: health,
    rule: 'rollout.phase',
    field: 'status.phase',
    value: status.phase,
    says: `${name} ${says}${why === '' ? '' : `: ${quoted(why)}`}`,
  };
}

function failure({ name, status }: Judged): HealthFinding | null {
  const failed = status.conditions.find(
    ({ type, reason }) =>
      type === 'InvalidSpec' ||
      (type === 'Progressing' && (reason === 'RolloutAborted' || reason === 'ProgressDeadlineExceeded')),
  );
  if (failed === undefined) return null;
  const why = failed.message ?? failed.reason ?? failed.type;
  return {
    status: 'Degraded',
    rule: 'rollout.failed',
    field: `status.conditions[${failed.type}].reason`,
    value: failed.reason ?? failed.status,
    says: `${name} failed: ${quoted(why)}`,
    since: failed.lastTransitionTime,
  };
}

function paused({ name, body, status }: Judged): HealthFinding | null {
  if (status.pauses === 0 && !body.paused) return null;
  return {
    status: 'Suspended',
    rule: 'rollout.paused',
    field: status.pauses > 0 ? 'status.pauseConditions' : 'spec.paused',
    value: status.pauses > 0 ? status.pauses : true,
    says: `${name} is paused`,
  };
}

function replicas({ name, body, status }: Judged): HealthFinding | null {
  if (status.currentPodHash === undefined) {
    return {
      status: 'Progressing',
      rule: 'rollout.not-reconciled',
      field: 'status.currentPodHash',
      value: 'absent',
      says: `${name} was not brought in line with its spec yet`,
    };
  }
  if (status.updatedReplicas < body.replicas) {
    return {
      status: 'Progressing',
      rule: 'rollout.updated-replicas',
      field: 'status.updatedReplicas',
      value: status.updatedReplicas,
      says: `${name} has updated ${status.updatedReplicas} of ${count(body.replicas, 'replica')}`,
    };
  }
  if (status.availableReplicas < status.updatedReplicas) {
    return {
      status: 'Progressing',
      rule: 'rollout.available-replicas',
      field: 'status.availableReplicas',
      value: status.availableReplicas,
      says: `${name} has ${status.availableReplicas} of ${count(status.updatedReplicas, 'updated replica')} available`,
    };
  }
  return null;
}

function strategy({ name, body, status }: Judged): HealthFinding | null {
  if (body.strategy === 'blueGreen') return blueGreen(name, status);
  if (body.strategy !== 'canary') return null;
  if (status.replicas > status.updatedReplicas) {
    return {
      status: 'Progressing',
      rule: 'rollout.old-replicas',
      field: 'status.replicas',
      value: status.replicas,
      says: `${name} still runs ${count(status.replicas - status.updatedReplicas, 'old replica')}`,
    };
  }
  if (status.stableHash === status.currentPodHash) return null;
  return {
    status: 'Progressing',
    rule: 'rollout.steps',
    field: 'status.stableRS',
    value: status.stableHash === '' ? 'absent' : status.stableHash,
    says: `${name} has not finished its steps`,
  };
}

function blueGreen(name: string, status: Status): HealthFinding | null {
  if (status.activeHash !== status.currentPodHash) {
    return {
      status: 'Progressing',
      rule: 'rollout.active-service',
      field: 'status.blueGreen.activeSelector',
      value: status.activeHash ?? 'absent',
      says: `${name} has not switched its active Service over`,
    };
  }
  // Before v0.8 a blue-green rollout kept no stable hash.
  if (status.stableHash === '' || status.stableHash === status.currentPodHash) return null;
  return {
    status: 'Progressing',
    rule: 'rollout.analysis',
    field: 'status.stableRS',
    value: status.stableHash,
    says: `${name} waits for its analysis to end`,
  };
}
