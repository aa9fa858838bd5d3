import type { DisagreementKind, Health, InstanceSource, InstanceStatus } from '@/lib/model';
import type { IconName } from '../ui/icon';

export const KIND_LOOK: Record<
  DisagreementKind,
  { readonly word: string; readonly icon: IconName; readonly tone: 'zombie' | 'ghost' | 'late' | 'drift' }
> = {
  zombie: { word: 'Zombie', icon: 'zombie', tone: 'zombie' },
  ghost: { word: 'Ghost', icon: 'ghost', tone: 'ghost' },
  overdue: { word: 'Overdue', icon: 'clock', tone: 'late' },
  'port-mismatch': { word: 'Drift', icon: 'warn', tone: 'drift' },
  'selector-mismatch': { word: 'Astray', icon: 'astray', tone: 'zombie' },
  vanished: { word: 'Vanished', icon: 'corners', tone: 'drift' },
  'duplicate-address': { word: 'Duplicate', icon: 'twice', tone: 'zombie' },
};

export const SOURCE_LOOK: Record<InstanceSource, { readonly word: string; readonly icon: IconName }> = {
  kubernetes: { word: 'Kubernetes', icon: 'workload' },
  self: { word: 'Self-registration', icon: 'plug' },
  consul: { word: 'Consul API', icon: 'book' },
};

/** The word for a status, and the health whose shape and colour it has. */
export const STATUS_LOOK: Record<InstanceStatus, { readonly word: string; readonly health: Health }> = {
  passing: { word: 'Passing', health: 'Healthy' },
  warning: { word: 'Warning', health: 'Missing' },
  critical: { word: 'Critical', health: 'Degraded' },
  draining: { word: 'Draining', health: 'Suspended' },
  terminating: { word: 'Terminating', health: 'Progressing' },
  unchecked: { word: 'Not checked', health: 'Idle' },
  unknown: { word: 'Unknown', health: 'Unknown' },
};

/** The page of the registry's tokens: no service can be named `-`. */
export const TOKENS_HREF = '/registry/-/tokens';
