import type { ManifestCondition } from '@/lib/model';
import { conditionOf } from '../conditions';
import { quoted } from '../sentences';
import type { HealthFinding } from './judge';

interface Branch {
  readonly type: string;
  /** The status of the condition that takes this branch. */
  readonly when: (status: string | undefined) => boolean;
  readonly status: 'Progressing' | 'Degraded';
  readonly says: string;
}

const BRANCHES: readonly Branch[] = [
  {
    type: 'Terminating',
    when: (status) => status === 'True',
    status: 'Progressing',
    says: 'is being taken away with all its objects',
  },
  {
    type: 'NamesAccepted',
    when: (status) => status === 'False',
    status: 'Degraded',
    says: 'has names that another one has',
  },
  {
    type: 'Established',
    when: (status) => status !== 'True',
    status: 'Degraded',
    says: 'is not served',
  },
  {
    type: 'NonStructuralSchema',
    when: (status) => status === 'True',
    status: 'Degraded',
    says: 'has a schema that breaks the rules of structural schemas',
  },
];

/** Argo CD's verdict on a CustomResourceDefinition (gitops-engine, pkg/health, health_customresourcedefinition.go). */
export function customResourceDefinitionHealth(
  name: string,
  conditions: readonly ManifestCondition[],
): HealthFinding {
  if (conditions.length === 0) {
    return {
      status: 'Progressing',
      rule: 'crd.waiting',
      field: 'status.conditions',
      value: 'absent',
      says: `${name} was not looked at yet`,
    };
  }
  const branch = BRANCHES.find(({ type, when }) => when(conditionOf(conditions, type)?.status));
  const type = branch?.type ?? 'Established';
  const condition = conditionOf(conditions, type);
  const why = condition?.message ?? '';
  return {
    status: branch?.status ?? 'Healthy',
    rule: `crd.${type.toLowerCase()}`,
    field: `status.conditions[${type}].status`,
    value: condition?.status ?? 'absent',
    says:
      branch === undefined
        ? `${name} is served`
        : `${name} ${branch.says}${why === '' ? '' : `: ${quoted(why)}`}`,
    since: condition?.lastTransitionTime,
  };
}
