import { quoted } from '../sentences';
import type { ControllerAdvice, Diagnosis } from './diagnosis';
import { commandStep, rollBack, documentStep, kubectlName, logsStep, type CauseAndSteps } from './steps';

export function deadlinePassed(diagnosis: Diagnosis): CauseAndSteps {
  const { workload, namespace, detail } = diagnosis;
  if (diagnosis.controller !== null) return controllerGaveUp(diagnosis.controller, detail);
  return {
    cause: `no new pod became available in time, and no pod shows why${detail === '' ? '' : `: ${quoted(detail)}`}`,
    steps: [
      rollBack(diagnosis),
      workload &&
        commandStep(
          `Describe ${kubectlName(workload)}`,
          `kubectl describe ${kubectlName(workload)} -n ${namespace}`,
        ),
      documentStep('Failed Deployments', 'concepts/workloads/controllers/deployment/#failed-deployment'),
    ],
  };
}

/** The controller has ended the rollout; its own tool shows why, and can try again. */
function controllerGaveUp({ cause, commands }: ControllerAdvice, detail: string): CauseAndSteps {
  return {
    cause: `${cause}${detail === '' ? '' : `: ${quoted(detail)}`}`,
    steps: commands.map(({ label, command }) => commandStep(label, command)),
  };
}

export function jobFailed(diagnosis: Diagnosis): CauseAndSteps {
  const { object, namespace, detail } = diagnosis;
  return {
    cause:
      detail === ''
        ? `${object.kind} ${object.name} failed`
        : `${object.kind} ${object.name} failed: ${quoted(detail)}`,
    steps: [
      logsStep(diagnosis, `Logs of pod ${diagnosis.pod?.metadata.name ?? ''}`, { previous: false }),
      commandStep(
        `Describe ${kubectlName(object)}`,
        `kubectl describe ${kubectlName(object)} -n ${namespace}`,
      ),
      documentStep('Jobs and their back-off limit', 'concepts/workloads/controllers/job/'),
    ],
  };
}

export function goneFromCluster({ object, namespace, detail }: Diagnosis): CauseAndSteps {
  return {
    cause: detail === '' ? `${object.kind} ${object.name} was deleted, or was never created here` : detail,
    steps: [
      commandStep(
        `What runs in ${namespace}`,
        `kubectl get deployments,statefulsets,daemonsets,cronjobs,jobs -n ${namespace}`,
      ),
    ],
  };
}

/** A picture of a cluster that is not kept up to date: reading it is forbidden, the cluster is silent, or it was not read yet. */
export function notRead({ detail, denied }: Diagnosis): CauseAndSteps {
  return {
    cause: detail,
    steps: denied
      ? [
          commandStep('What these credentials may do', 'kubectl auth can-i --list'),
          documentStep('Grant a user rights', 'reference/access-authn-authz/rbac/'),
        ]
      : [
          commandStep('Ask the API server whether it is ready', "kubectl get --raw='/readyz?verbose'"),
          documentStep('Debug a cluster', 'tasks/debug/debug-cluster/'),
        ],
  };
}
