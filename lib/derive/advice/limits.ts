import type { Diagnosis } from './diagnosis';
import { commandStep, documentStep, scaleStep, type CauseAndSteps } from './steps';

export function noEndpoints(diagnosis: Diagnosis): CauseAndSteps {
  const { object, namespace, detail } = diagnosis;
  return {
    cause: detail,
    steps: [
      commandStep(`Labels of the pods in ${namespace}`, `kubectl get pods -n ${namespace} --show-labels`),
      commandStep(
        `Selector of Service ${object.name}`,
        `kubectl describe service ${object.name} -n ${namespace}`,
      ),
      documentStep('Find out why a Service reaches no pod', 'tasks/debug/debug-application/debug-service/'),
    ],
  };
}

export function autoscalerLimit(diagnosis: Diagnosis): CauseAndSteps {
  const { object, namespace, detail } = diagnosis;
  return {
    cause: detail,
    steps: [
      commandStep(
        `What autoscaler ${object.name} measures`,
        `kubectl describe hpa ${object.name} -n ${namespace}`,
      ),
      documentStep('Horizontal pod autoscaling', 'tasks/run-application/horizontal-pod-autoscale/'),
    ],
  };
}

export function disruptionBudget(diagnosis: Diagnosis): CauseAndSteps {
  const { object, namespace, detail } = diagnosis;
  return {
    cause: detail,
    steps: [
      scaleStep(diagnosis),
      commandStep(`What budget ${object.name} allows`, `kubectl describe pdb ${object.name} -n ${namespace}`),
      documentStep('Disruption budgets', 'tasks/run-application/configure-pdb/'),
    ],
  };
}
