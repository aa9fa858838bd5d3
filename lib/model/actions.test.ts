import { describe, expect, it } from 'vitest';
import { ACTION_PARAMS } from './action-params';
import { ACTION_TRAITS, CHANGE_ACTIONS } from './actions';

describe('the parameter that sets the number of replicas', () => {
  it.each(CHANGE_ACTIONS)('of %s is one of its parameters, and a number', (action) => {
    const { replicasParam } = ACTION_TRAITS[action];
    const { shape } = ACTION_PARAMS[action];
    if (replicasParam === null) {
      expect(Object.keys(shape)).not.toContain('replicas');
      return;
    }
    expect(
      Object.entries(shape)
        .find(([name]) => name === replicasParam)?.[1]
        .safeParse(3),
    ).toMatchObject({
      success: true,
      data: 3,
    });
  });
  it('is named by a scale', () => {
    expect(ACTION_TRAITS.scale.replicasParam).toBe('replicas');
  });
});
