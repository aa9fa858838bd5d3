import { quoted } from '../sentences';
import type { Diagnosis } from './diagnosis';
import { rollBack, documentStep, logsStep, type CauseAndSteps } from './steps';

export function readinessFails(diagnosis: Diagnosis): CauseAndSteps {
  return {
    cause: causeOf(diagnosis),
    steps: [
      rollBack(diagnosis),
      logsStep(diagnosis, `Logs of pod ${diagnosis.pod?.metadata.name ?? ''}`, { previous: false }),
      documentStep(
        'Liveness, readiness and startup probes',
        'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
      ),
    ],
  };
}

function causeOf({ pod, container, detail, probe: failure }: Diagnosis): string {
  if (container === null) return `all containers are ready and the pod is held back: ${quoted(detail)}`;
  const probe = pod?.spec.containers.find(({ name }) => name === container)?.readinessProbe;
  if (probe === undefined)
    return `container ${container} runs and is not ready, though it has no readiness probe`;
  const runs = `container ${container} runs and does not pass its readiness probe ${probe.check}`;
  if (failure === null) return runs;
  const { answer } = failure;
  const status = /statuscode: (\d{3})/u.exec(answer)?.[1];
  if (status !== undefined) return `${runs}: it answers ${status}`;
  if (/connection refused/u.test(answer)) return `${runs}: nothing listens there`;
  return /timeout|deadline exceeded/iu.test(answer)
    ? `${runs}: it does not answer within ${probe.timeoutSeconds} s`
    : `${runs}: ${quoted(answer)}`;
}
