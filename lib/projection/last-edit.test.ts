import { describe, expect, it } from 'vitest';
import { project } from './project';

const spec = { 'f:spec': { 'f:replicas': {} } };

function deployment(managedFields: readonly object[]) {
  const metadata = { name: 'cart', namespace: 'shop', uid: 'u', creationTimestamp: '2026-01-01T00:00:00Z' };
  return project('Deployment', { metadata: { ...metadata, managedFields } }).metadata.lastEdit;
}

describe('the last edit of a spec', () => {
  it('is the latest write of a person or a tool, with its field manager', () => {
    expect(
      deployment([
        { manager: 'kubectl-edit', operation: 'Update', time: '2026-01-03T00:00:00Z', fieldsV1: spec },
        { manager: 'helm', operation: 'Apply', time: '2026-01-02T00:00:00Z', fieldsV1: spec },
      ]),
    ).toEqual({ manager: 'kubectl-edit', at: '2026-01-03T00:00:00Z' });
  });

  it('counts neither the control plane, nor a status, nor labels alone', () => {
    const time = '2026-01-03T00:00:00Z';
    expect(
      deployment([
        { manager: 'kube-controller-manager', operation: 'Update', time, fieldsV1: spec },
        { manager: 'some-operator', operation: 'Update', subresource: 'status', time, fieldsV1: spec },
        { manager: 'kubectl-label', operation: 'Update', time, fieldsV1: { 'f:metadata': {} } },
      ]),
    ).toBeUndefined();
  });

  it('counts a scale, which is written through a subresource', () => {
    const entry = { manager: 'kubectl', operation: 'Update', subresource: 'scale', fieldsV1: spec };
    expect(deployment([{ ...entry, time: '2026-01-03T00:00:00Z' }])).toMatchObject({ manager: 'kubectl' });
  });

  it('is not kept of pods, of which there are too many', () => {
    const pod = project('Pod', {
      metadata: {
        name: 'cart-1',
        namespace: 'shop',
        uid: 'u',
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [
          { manager: 'kubectl', operation: 'Update', time: '2026-01-03T00:00:00Z', fieldsV1: spec },
        ],
      },
    });
    expect(pod.metadata.lastEdit).toBeUndefined();
  });
});
