import type { ManifestCondition, ManifestMeta } from '@/lib/model';
import { conditionOf } from '../conditions';
import { quoted } from '../sentences';
import type { HealthFinding } from './judge';

interface StatusConditions {
  readonly observedGeneration?: number;
  readonly conditions: readonly ManifestCondition[];
}

const BROKEN = ['Stalled', 'Failed', 'Degraded'];
const MOVING = ['Reconciling', 'Progressing'];
const WELL = ['Ready', 'Available'];

/**
 * The health of a kind without a rule, by the conditions that Kubernetes' API conventions and kstatus
 * (cli-utils, pkg/kstatus) give a meaning. Null where it has none of them.
 */
export function standardHealth(
  name: string,
  { generation }: ManifestMeta,
  status: StatusConditions,
): HealthFinding | null {
  const { conditions, observedGeneration } = status;
  if (observedGeneration !== undefined && generation !== undefined && observedGeneration < generation) {
    return {
      status: 'Progressing',
      rule: 'conditions.generation',
      field: 'status.observedGeneration',
      value: observedGeneration,
      says: `${name} is at generation ${generation}, and its controller has seen ${observedGeneration}`,
    };
  }
  const broken = firstTrue(conditions, BROKEN);
  if (broken !== undefined) return finding(name, broken, { status: 'Degraded', verb: 'is' });
  const moving = firstTrue(conditions, MOVING);
  if (moving !== undefined && !isAtEnd(moving))
    return finding(name, moving, { status: 'Progressing', verb: 'is' });
  const well = WELL.map((type) => conditionOf(conditions, type)).find((condition) => condition !== undefined);
  if (well === undefined) return inferred(name, conditions);
  return well.status === 'True'
    ? finding(name, well, { status: 'Healthy', verb: 'is' })
    : finding(name, well, { status: 'Progressing', verb: 'is not' });
}

/** The health without Ready or Available: Healthy where the other conditions say that nothing is wrong and nothing is changing. */
function inferred(name: string, conditions: readonly ManifestCondition[]): HealthFinding | null {
  const [known] = [...BROKEN, ...MOVING]
    .map((type) => conditionOf(conditions, type))
    .filter((condition) => condition !== undefined);
  if (known === undefined) return null;
  if (known.status === 'True') return finding(name, known, { status: 'Healthy', verb: 'is no longer' });
  return known.status === 'False'
    ? finding(name, known, { status: 'Healthy', verb: 'is not' })
    : finding(name, known, { status: 'Unknown', verb: 'may be' });
}

/** Controllers that work like that of Deployments leave Progressing True at the end, with a reason that shows the end. */
function isAtEnd({ type, reason = '' }: ManifestCondition): boolean {
  return type === 'Progressing' && /(Available|Complete|Completed)$/u.test(reason);
}

function firstTrue(
  conditions: readonly ManifestCondition[],
  types: readonly string[],
): ManifestCondition | undefined {
  return types.map((type) => conditionOf(conditions, type)).find((condition) => condition?.status === 'True');
}

function finding(
  name: string,
  condition: ManifestCondition,
  branch: { status: HealthFinding['status']; verb: string },
): HealthFinding {
  const why = branch.status === 'Healthy' ? '' : (condition.message ?? condition.reason ?? '');
  return {
    status: branch.status,
    rule: `conditions.${condition.type.toLowerCase()}`,
    field: `status.conditions[${condition.type}].status`,
    value: condition.status,
    says: `${name} ${branch.verb} ${condition.type.toLowerCase()}${why === '' ? '' : `: ${quoted(why)}`}`,
    since: condition.lastTransitionTime,
  };
}
