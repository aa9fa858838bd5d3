import type { PersistentVolumeClaim } from '@/lib/model';
import { nameOf, type HealthFinding } from './judge';

/** Argo CD's verdict on a PersistentVolumeClaim (gitops-engine, pkg/health, health_pvc.go): its phase, and nothing else. */
export function persistentVolumeClaimHealth(claim: PersistentVolumeClaim): HealthFinding {
  const name = nameOf(claim);
  const { phase } = claim.status;
  const { storageClassName = '', volumeName = '' } = claim.spec;
  const reading = { field: 'status.phase', value: phase === '' ? 'absent' : phase };
  switch (phase) {
    case 'Bound':
      return {
        status: 'Healthy',
        rule: 'pvc.bound',
        ...reading,
        says: `${name} is bound${volumeName === '' ? '' : ` to volume ${volumeName}`}`,
      };
    case 'Pending':
      return {
        status: 'Progressing',
        rule: 'pvc.pending',
        ...reading,
        says: `${name} waits for a volume${storageClassName === '' ? '' : ` of class ${storageClassName}`}`,
        since: claim.metadata.creationTimestamp,
      };
    case 'Lost':
      return {
        status: 'Degraded',
        rule: 'pvc.lost',
        ...reading,
        says: `${name} has lost its volume${volumeName === '' ? '' : ` ${volumeName}`}`,
      };
    default:
      return {
        status: 'Unknown',
        rule: 'pvc.phase-unknown',
        ...reading,
        says: phase === '' ? `${name} has no phase yet` : `${name} is in phase ${phase}, which has no rule`,
      };
  }
}
