import type { HorizontalPodAutoscaler } from '@/lib/model';
import { quoted } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

/** Where autoscaling/v1, which has no status.conditions, keeps them as JSON. */
const ANNOTATION = 'autoscaling.alpha.kubernetes.io/conditions';

const FAILURES: Readonly<Record<string, readonly string[]>> = {
  AbleToScale: ['FailedGetScale', 'FailedUpdateScale'],
  ScalingActive: ['FailedGetResourceMetric', 'InvalidSelector'],
};
const AT_WORK: readonly string[] = ['AbleToScale', 'ScalingLimited'];

interface Said {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime?: string;
}

/**
 * Argo CD's verdict on a HorizontalPodAutoscaler (gitops-engine, pkg/health, health_hpa.go): the first condition that means a
 * failure or normal work decides, in the order of the list.
 */
export function horizontalPodAutoscalerHealth(hpa: HorizontalPodAutoscaler): HealthFinding {
  const name = nameOf(hpa);
  const alpha = hpa.apiVersion === 'autoscaling/v1';
  const list = alpha ? `metadata.annotations[${ANNOTATION}]` : 'status.conditions';
  const conditions = alpha ? annotated(hpa) : hpa.status.conditions.map(said);
  if (conditions === null) {
    return {
      status: 'Unknown',
      rule: 'hpa.conditions-unreadable',
      field: list,
      value: hpa.metadata.annotations[ANNOTATION] ?? '',
      says: `the conditions of ${name} cannot be read: the annotation ${ANNOTATION} is not a JSON list`,
    };
  }
  for (const condition of conditions) {
    const finding = conditionFinding(name, list, condition);
    if (finding !== null) return finding;
  }
  return {
    status: 'Progressing',
    rule: 'hpa.waiting',
    field: list,
    value: conditions.length === 0 ? 'absent' : conditions.map(({ type }) => type).join(', '),
    says: `${name} has not scaled ${hpa.spec.scaleTargetRef.kind} ${hpa.spec.scaleTargetRef.name} yet`,
  };
}

function conditionFinding(name: string, list: string, condition: Said): HealthFinding | null {
  const { type, status, reason, message } = condition;
  const common = { since: condition.lastTransitionTime };
  const words = message === '' ? '' : `: ${quoted(message)}`;
  if (FAILURES[type]?.includes(reason) === true) {
    return {
      status: 'Degraded',
      rule: 'hpa.failed',
      field: `${list}[${type}].reason`,
      value: reason,
      says: `${name} does not scale${words}`,
      ...common,
    };
  }
  if (!AT_WORK.includes(type) || status !== 'True') return null;
  return {
    status: 'Healthy',
    rule: 'hpa.at-work',
    field: `${list}[${type}].status`,
    value: status,
    says: type === 'ScalingLimited' ? `${name} is held by its bounds${words}` : `${name} is able to scale`,
    ...common,
  };
}

function said(condition: HorizontalPodAutoscaler['status']['conditions'][number]): Said {
  const { type, status, reason = '', message = '', lastTransitionTime } = condition;
  return { type, status, reason, message, lastTransitionTime };
}

/** Reads names of fields in any case, as Go and so Argo CD do. Null for a value that is not a list of objects. */
function annotated(hpa: HorizontalPodAutoscaler): readonly Said[] | null {
  const text = hpa.metadata.annotations[ANNOTATION];
  if (text === undefined) return [];
  const items = parsed(text);
  if (items === null) return [];
  if (!Array.isArray(items)) return null;
  const conditions = items.map((item: unknown) => saidIn(item));
  return conditions.every((condition) => condition !== null) ? conditions : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function saidIn(item: unknown): Said | null {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return null;
  const fields = new Map(Object.entries(item).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  const text = (key: string): string | null => {
    const value = fields.get(key) ?? '';
    return typeof value === 'string' ? value : null;
  };
  const [type, status, reason, message] = ['type', 'status', 'reason', 'message'].map(text);
  if (type == null || status == null || reason == null || message == null) return null;
  const time = text('lasttransitiontime') ?? '';
  return {
    type,
    status,
    reason,
    message,
    lastTransitionTime: Number.isNaN(Date.parse(time)) ? undefined : time,
  };
}
