import { memoryInWords } from '../pods/memory';
import type { ContainerExit } from '../pods/trouble';
import { quoted } from '../sentences';
import type { Diagnosis } from './diagnosis';
import { commandStep, rollBack, documentStep, kubectlName, logsStep, type CauseAndSteps } from './steps';

/** What exit codes mean by convention: a shell's 126 and 127, and 128 plus the number of a signal. */
const EXIT_MEANINGS: Readonly<Record<number, string>> = {
  0: 'it ends without an error, and Kubernetes starts it again because it should keep running',
  126: 'its command cannot be executed',
  127: 'its command is not in the image',
  134: 'it aborts itself (SIGABRT)',
  137: 'it is killed from outside (SIGKILL)',
  139: 'it accesses invalid memory (SIGSEGV)',
  143: 'it is asked to end (SIGTERM)',
};

const DEBUG_PODS = 'tasks/debug/debug-application/debug-pods/';

export function crashLoop(diagnosis: Diagnosis): CauseAndSteps {
  const container = `container ${diagnosis.container ?? ''}`;
  return {
    cause: `${container} ${exitClause(diagnosis.exit)}`,
    steps: [
      rollBack(diagnosis),
      logsStep(diagnosis, 'Logs of the run that ended', { previous: true }),
      documentStep('Find out why a pod does not run', DEBUG_PODS),
    ],
  };
}

function exitClause(exit: ContainerExit | null): string {
  if (exit === null) return 'keeps ending; Kubernetes no longer knows its exit code';
  const { code, message } = exit;
  const said = message === null ? '' : `: ${quoted(message)}`;
  const meaning = EXIT_MEANINGS[code];
  return meaning === undefined
    ? `ends by itself with exit code ${code}${said}`
    : `ends with exit code ${code}, which means that ${meaning}${said}`;
}

export function outOfMemory(diagnosis: Diagnosis): CauseAndSteps {
  const { pod, container, workload, namespace } = diagnosis;
  const limit = [...(pod?.spec.containers ?? []), ...(pod?.spec.initContainers ?? [])].find(
    ({ name }) => name === container,
  )?.limits['memory'];
  const describe =
    workload &&
    commandStep(
      `Requests and limits of ${workload.name}`,
      `kubectl describe ${kubectlName(workload)} -n ${namespace}`,
    );
  return {
    cause:
      limit === undefined
        ? `container ${container ?? ''} has no memory limit, and its node ran out of memory`
        : `container ${container ?? ''} needed more than the ${memoryInWords(limit)} that its limit allows`,
    steps: [
      rollBack(diagnosis),
      logsStep(diagnosis, 'Logs of the killed container', { previous: true }),
      describe,
      documentStep('Memory requests and limits', 'concepts/configuration/manage-resources-containers/'),
    ],
  };
}

export function livenessKill(diagnosis: Diagnosis): CauseAndSteps {
  const { pod, container } = diagnosis;
  const kind = diagnosis.probe?.probe ?? 'liveness';
  const spec = pod?.spec.containers.find(({ name }) => name === container);
  const probe = kind === 'startup' ? spec?.startupProbe : spec?.livenessProbe;
  const asks =
    probe === undefined
      ? ''
      : ` (${probe.check}, ${probe.failureThreshold} times every ${probe.periodSeconds} s)`;
  return {
    cause: `container ${container ?? ''} does not pass its ${kind} probe${asks}, so the kubelet kills and restarts it`,
    steps: [
      rollBack(diagnosis),
      logsStep(diagnosis, 'Logs of the killed container', { previous: true }),
      documentStep(
        'Liveness, readiness and startup probes',
        'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
      ),
    ],
  };
}

/** Neither an image, nor settings, nor a crash: what the kubelet or the runtime reports. */
export function otherTrouble(diagnosis: Diagnosis): CauseAndSteps {
  const { pod, namespace, detail } = diagnosis;
  return {
    cause: detail === '' ? 'its node could not start it' : `the node reports: ${quoted(detail)}`,
    steps: [
      rollBack(diagnosis),
      pod &&
        commandStep(
          `Describe pod ${pod.metadata.name}`,
          `kubectl describe pod ${pod.metadata.name} -n ${namespace}`,
        ),
      documentStep('Find out why a pod does not run', DEBUG_PODS),
    ],
  };
}
