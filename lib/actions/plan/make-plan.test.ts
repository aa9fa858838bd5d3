import { describe, expect, it } from 'vitest';
import { AppError, type ClusterGateway, type RawObject } from '@/lib/model';
import { ACTION_KINDS } from '../kinds';
import { actionKeys } from '../seal';
import { draftOfBusy } from './make-plan';

const keys = actionKeys('plan test');
const target = { cluster: 'c', namespace: 'shop', kind: 'Deployment' as const, name: 'cart' };
const intent = { action: 'scale' as const, target, params: { replicas: 3 } };

/** A Deployment whose status moves after each of the first `moves` reads. */
function busy(moves: number) {
  let version = 0;
  const object = (replicas: number): RawObject => ({
    metadata: { uid: 'u', resourceVersion: String(version) },
    spec: { replicas, template: { spec: { containers: [{ name: 'cart', image: 'cart:1' }] } } },
  });
  const gateway: ClusterGateway = {
    read: () => {
      version += 1;
      return Promise.resolve(object(2));
    },
    patch: () =>
      version <= moves
        ? Promise.reject(new AppError('conflict', 'the object has been modified'))
        : Promise.resolve(object(3)),
  };
  return { gateway, reads: () => version };
}

describe('draftOfBusy', () => {
  it('reads an object again that moved before the dry run', async () => {
    const { gateway, reads } = busy(3);
    const draft = await draftOfBusy({
      gateway,
      kind: ACTION_KINDS.scale,
      intent,
      resolved: null,
      operationId: 'op',
      keys,
    });
    expect(draft).toMatchObject({
      resourceVersion: '4',
      diff: [{ path: 'spec.replicas', before: '2', after: '3' }],
    });
    expect(reads()).toBe(4);
  });

  it('reports a conflict for one that changes all the time', async () => {
    const { gateway, reads } = busy(Infinity);
    await expect(
      draftOfBusy({ gateway, kind: ACTION_KINDS.scale, intent, resolved: null, operationId: 'op', keys }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(reads()).toBe(5);
  });
});
