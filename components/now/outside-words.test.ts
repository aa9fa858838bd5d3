import { describe, expect, it } from 'vitest';
import type { RolloutRow } from '@/lib/model';
import { outsideWords } from './outside-words';

const object = { cluster: 'prod-eu', kind: 'Deployment', namespace: 'shop', name: 'cart', uid: 'u' };
const rollout = { workload: object, fromVersion: '1.0', toVersion: '2.0' } as RolloutRow;

describe('outsideWords', () => {
  it('names the field manager and the object', () => {
    expect(outsideWords({ object: { ...object, kind: 'Service' }, manager: 'kubectl-edit' }, rollout)).toBe(
      'kubectl-edit changed Service cart, outside Pilothouse',
    );
  });

  it('does not show the API server’s "unknown" as a name', () => {
    expect(outsideWords({ object, manager: 'unknown' }, null)).toBe(
      'A client without a name changed Deployment cart, outside Pilothouse',
    );
  });

  it('says from which version to which, where a rollout of that object is known', () => {
    expect(outsideWords({ object, manager: 'argocd-controller' }, rollout)).toBe(
      'argocd-controller took cart from 1.0 to 2.0, outside Pilothouse',
    );
    expect(outsideWords({ object, manager: 'helm' }, { ...rollout, toVersion: '1.0' })).toBe(
      'helm changed Deployment cart, outside Pilothouse',
    );
  });
});
