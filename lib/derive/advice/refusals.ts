import { listed, quoted } from '../sentences';
import type { Diagnosis } from './diagnosis';
import { commandStep, documentStep, kubectlName, type CauseAndSteps } from './steps';

/** One resource of a quota, as the API server's refusal counts it. */
interface Excess {
  readonly resource: string;
  readonly requested: string;
  readonly used: string;
  readonly limited: string;
}

export function quotaExceeded(diagnosis: Diagnosis): CauseAndSteps {
  const { namespace, detail } = diagnosis;
  const name = /exceeded quota: ([^\s,]+)/u.exec(detail)?.[1];
  const excess = excessOf(detail);
  return {
    cause:
      name === undefined
        ? `the API server reports: ${quoted(detail)}`
        : `quota ${name} of namespace ${namespace} is used up${excess.length === 0 ? '' : `: ${listed(excess.map(excessWords))}`}`,
    steps: [
      commandStep(
        name === undefined ? `Quotas of ${namespace}` : `Quota ${name}`,
        `kubectl describe quota${name === undefined ? '' : ` ${name}`} -n ${namespace}`,
      ),
      documentStep('Resource quotas', 'concepts/policy/resource-quotas/'),
    ],
  };
}

function excessWords({ resource, requested, used, limited }: Excess): string {
  return `${used} of ${limited} ${resource} in use, a new pod requests ${requested}`;
}

/** `requested: pods=1,cpu=2, used: pods=4,cpu=7, limited: pods=4,cpu=8`. */
function excessOf(detail: string): readonly Excess[] {
  const part = (name: string): ReadonlyMap<string, string> =>
    new Map(
      (new RegExp(`\\b${name}: ([^\\s]+?)(?:,? |$)`, 'u').exec(detail)?.[1] ?? '')
        .split(',')
        .map((pair) => pair.split('='))
        .flatMap(([key, value]) => (key && value ? [[key, value] as const] : [])),
    );
  const [requested, used, limited] = [part('requested'), part('used'), part('limited')];
  return [...requested].map(([resource, amount]) => ({
    resource,
    requested: amount,
    used: used.get(resource) ?? '?',
    limited: limited.get(resource) ?? '?',
  }));
}

export function createFailed(diagnosis: Diagnosis): CauseAndSteps {
  const { detail, namespace, workload } = diagnosis;
  const webhook = /admission webhook "([^"]+)" denied the request/u.exec(detail)?.[1];
  const account = /serviceaccount "([^"]+)" not found/u.exec(detail)?.[1];
  return {
    cause:
      webhook !== undefined
        ? `admission webhook ${webhook} denies the pods`
        : account !== undefined
          ? `service account ${account} is not in namespace ${namespace}`
          : /violates PodSecurity/u.test(detail)
            ? `the pods violate the pod security standard of namespace ${namespace}`
            : `the API server refuses the pods: ${quoted(detail)}`,
    steps: [
      account === undefined
        ? null
        : commandStep(
            `Create service account ${account}`,
            `kubectl create serviceaccount ${account} -n ${namespace}`,
          ),
      workload &&
        commandStep(
          `Describe ${kubectlName(workload)}`,
          `kubectl describe ${kubectlName(workload)} -n ${namespace}`,
        ),
      /violates PodSecurity/u.test(detail)
        ? documentStep('Pod security standards', 'concepts/security/pod-security-standards/')
        : documentStep('Admission control', 'reference/access-authn-authz/admission-controllers/'),
    ],
  };
}
