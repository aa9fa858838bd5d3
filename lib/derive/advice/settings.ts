import { quoted } from '../sentences';
import type { Diagnosis } from './diagnosis';
import { commandStep, rollBack, documentStep, type CauseAndSteps } from './steps';

interface Missing {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string | null;
}

export function configMissing(diagnosis: Diagnosis): CauseAndSteps {
  const missing = missingOf(diagnosis.detail);
  return {
    cause:
      missing === null
        ? `the kubelet reports: ${quoted(diagnosis.detail)}`
        : causeOf(missing, diagnosis.namespace),
    steps: [
      ...(missing === null ? [] : [commandFor(missing, diagnosis.namespace)]),
      rollBack(diagnosis),
      missing?.kind === 'Secret'
        ? documentStep('Secrets', 'concepts/configuration/secret/')
        : documentStep('ConfigMaps', 'concepts/configuration/configmap/'),
    ],
  };
}

function causeOf({ kind, name, key }: Missing, namespace: string): string {
  return key === null
    ? `${kind} ${name} is not in namespace ${namespace}`
    : `${kind} ${name} of namespace ${namespace} has no key ${key}`;
}

/** Only a person knows the content, so the command leaves the file's name open. */
function commandFor({ kind, name, key }: Missing, namespace: string): ReturnType<typeof commandStep> {
  const resource = kind.toLowerCase();
  if (key !== null)
    return commandStep(`Keys of ${kind} ${name}`, `kubectl describe ${resource} ${name} -n ${namespace}`);
  const create = kind === 'Secret' ? 'secret generic' : 'configmap';
  return commandStep(
    `Create ${kind} ${name} from a file`,
    `kubectl create ${create} ${name} -n ${namespace} --from-file=PATH`,
  );
}

/** The kubelet's messages: `secret "x" not found`, `couldn't find key k in ConfigMap ns/x`, `references non-existent config key: k`. */
function missingOf(detail: string): Missing | null {
  const absent = /\b(secret|configmap)s? "([^"]+)" not found/iu.exec(detail);
  if (absent?.[1] !== undefined && absent[2] !== undefined) {
    return { kind: kindOf(absent[1]), name: absent[2], key: null };
  }
  const keyless = /couldn't find key (\S+) in (Secret|ConfigMap) [^/\s]+\/([^\s,]+)/iu.exec(detail);
  if (keyless?.[1] !== undefined && keyless[2] !== undefined && keyless[3] !== undefined) {
    return { kind: kindOf(keyless[2]), name: keyless[3], key: keyless[1] };
  }
  return null;
}

function kindOf(word: string): Missing['kind'] {
  return word.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap';
}
