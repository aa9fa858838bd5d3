import { versionOf } from '../image';
import { quoted } from '../sentences';
import type { Diagnosis } from './diagnosis';
import { commandStep, rollBack, documentStep, type CauseAndSteps } from './steps';

/** Messages of registries and kubelets, and what each means. The first that matches counts. */
const MEANINGS: readonly (readonly [RegExp, (image: string) => string])[] = [
  [
    /InvalidImageName|invalid reference format|couldn't parse image/iu,
    () => 'the name of the image is not a valid one',
  ],
  [/toomanyrequests|rate limit/iu, () => 'the registry limits the number of requests'],
  [
    /unauthorized|authentication required|denied|403 Forbidden|401 Unauthorized|no basic auth/iu,
    (image) =>
      `the registry refuses ${image}: the pull secret is missing or not accepted, or there is no such image`,
  ],
  [/manifest unknown|not found|NotFound|404/iu, (image) => `the registry has no image ${image}`],
  [/no such host|server misbehaving/iu, (image) => `the name of the registry of ${image} cannot be resolved`],
  [
    /i\/o timeout|connection refused|no route to host|deadline exceeded|Client\.Timeout/iu,
    (image) => `the node does not reach the registry of ${image}`,
  ],
  [/x509|certificate/iu, () => 'the node does not trust the certificate of the registry'],
  [
    /no match for platform|exec format/iu,
    (image) => `image ${image} has no variant for the architecture of the node`,
  ],
  [
    /ErrImageNeverPull/u,
    (image) => `image ${image} is not on the node, and the pod says that it must not be pulled`,
  ],
];

export function imagePull(diagnosis: Diagnosis): CauseAndSteps {
  const { detail, pod, namespace } = diagnosis;
  const image = diagnosis.image ?? 'its image';
  const meaning = MEANINGS.find(([said]) => said.test(detail))?.[1];
  const refused = /unauthorized|authentication required|denied|403|401|no basic auth/iu.test(detail);
  return {
    cause: meaning?.(nameOf(image)) ?? `the kubelet could not pull ${nameOf(image)}: ${quoted(detail)}`,
    steps: [
      rollBack(diagnosis),
      pod && refused
        ? commandStep(
            'The pull secrets that the pod names',
            `kubectl get pod ${pod.metadata.name} -n ${namespace} -o jsonpath='{.spec.imagePullSecrets}'`,
          )
        : null,
      refused
        ? documentStep(
            'Pull an image from a private registry',
            'tasks/configure-pod-container/pull-image-private-registry/',
          )
        : documentStep('How images are pulled', 'concepts/containers/images/'),
    ],
  };
}

/** `registry.example/shop/cart:1.2.0` → `cart 1.2.0`: the sentence of the health has the whole reference. */
function nameOf(image: string): string {
  const path = image.split('@')[0] ?? image;
  const name = path.slice(path.lastIndexOf('/') + 1).split(':')[0] ?? path;
  return image.includes(':') || image.includes('@') ? `${name} ${versionOf(image)}` : image;
}
