import { quoted } from '../sentences';
import type { HealthFinding } from './judge';

const PHASES: Readonly<Record<string, readonly [HealthFinding['status'], string]>> = {
  '': ['Progressing', 'has not started yet'],
  Pending: ['Progressing', 'is pending'],
  Running: ['Progressing', 'is running'],
  Succeeded: ['Healthy', 'succeeded'],
  Failed: ['Degraded', 'failed'],
  Error: ['Degraded', 'ended in an error'],
};

/** Argo CD's verdict on an Argo Workflow (gitops-engine, pkg/health, health_argo.go): its phase. */
export function workflowHealth(name: string, at: { phase: string; message?: string }): HealthFinding {
  const [status, verb] = Object.hasOwn(PHASES, at.phase)
    ? (PHASES[at.phase] ?? (['Unknown', ''] as const))
    : (['Unknown', `is in phase ${quoted(at.phase)}, which has no rule`] as const);
  const why = at.message ?? '';
  return {
    status,
    rule: 'workflow.phase',
    field: 'status.phase',
    value: at.phase === '' ? 'absent' : at.phase,
    says: `${name} ${verb}${why === '' ? '' : `: ${quoted(why)}`}`,
  };
}
