import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS } from '@/lib/model';
import { MalformedObject, isMalformedObject } from './malformed';
import { project } from './project';

const metadata = {
  name: 'cart',
  namespace: 'shop',
  uid: 'u1',
  resourceVersion: '7',
  creationTimestamp: '2026-01-01T00:00:00Z',
};

function fieldOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isMalformedObject(error)) return error.field;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('what is wrong', () => {
  it.each<[string, () => unknown]>([
    ['the object', () => project('Pod', 'a string')],
    ['the object', () => project('Pod', null)],
    ['kind', () => project('Pod', { kind: 'Service', metadata })],
    ['metadata', () => project('Pod', { metadata: [] })],
    ['metadata.name', () => project('Pod', { metadata: { ...metadata, name: '' } })],
    ['metadata.uid', () => project('Pod', { metadata: { ...metadata, uid: undefined } })],
    ['metadata.namespace', () => project('Pod', { metadata: { ...metadata, namespace: undefined } })],
    [
      'metadata.creationTimestamp',
      () => project('Pod', { metadata: { ...metadata, creationTimestamp: 'now' } }),
    ],
    ['metadata.labels[app]', () => project('Pod', { metadata: { ...metadata, labels: { app: 1 } } })],
    [
      'metadata.ownerReferences[0].uid',
      () => project('Pod', { metadata: { ...metadata, ownerReferences: [{ kind: 'Job', name: 'x' }] } }),
    ],
    ['spec.replicas', () => project('Deployment', { metadata, spec: { replicas: '3' } })],
    ['spec.replicas', () => project('Deployment', { metadata, spec: { replicas: -1 } })],
    ['spec.replicas', () => project('Deployment', { metadata, spec: { replicas: 1.5 } })],
    ['spec.replicas', () => project('Deployment', { metadata, spec: { replicas: 2 ** 31 } })],
    ['spec.paused', () => project('Deployment', { metadata, spec: { paused: 'true' } })],
    [
      'spec.strategy.rollingUpdate.maxSurge',
      () => project('Deployment', { metadata, spec: { strategy: { rollingUpdate: { maxSurge: {} } } } }),
    ],
    [
      'spec.template.spec.containers',
      () => project('Deployment', { metadata, spec: { template: { spec: { containers: {} } } } }),
    ],
    ['spec.containers[1]', () => project('Pod', { metadata, spec: { containers: [{ name: 'a' }, 'b'] } })],
    [
      'status.containerStatuses[0].state.terminated.finishedAt',
      () =>
        project('Pod', {
          metadata,
          status: {
            containerStatuses: [{ name: 'a', state: { terminated: { finishedAt: '2026-13-01T00:00:00Z' } } }],
          },
        }),
    ],
    [
      'status.conditions[0].type',
      () => project('Node', { metadata, status: { conditions: [{ status: 'True' }] } }),
    ],
    ['spec.scaleTargetRef.kind', () => project('HorizontalPodAutoscaler', { metadata })],
    [
      'endpoints[0].addresses[0]',
      () => project('EndpointSlice', { metadata, endpoints: [{ addresses: [1] }] }),
    ],
  ])('is refused by the name of its field: %s', (field, run) => {
    expect(fieldOf(run)).toBe(field);
  });

  it('says what was expected and what was found', () => {
    expect(() => project('Deployment', { metadata, spec: { replicas: '3' } })).toThrow(
      new MalformedObject('spec.replicas', 'a whole number from 0', '3'),
    );
    expect(new MalformedObject('a.b', 'a list', {}).message).toBe(
      'The field a.b should be a list, and it is an object.',
    );
  });

  it('is refused or read, whatever the JSON; nothing else happens', () => {
    const json = fc.jsonValue();
    const object = fc.record({ metadata: fc.oneof(fc.constant(metadata), json), spec: json, status: json });
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.oneof(object, json), (kind, raw) => {
        try {
          expect(project(kind, raw).kind).toBe(kind);
        } catch (error) {
          if (!isMalformedObject(error)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
