import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ACTION_PARAMS } from './action-params';
import { ACTION_TRAITS, CHANGE_ACTIONS } from './actions';

describe('the parameter that sets the number of replicas', () => {
  it.each(CHANGE_ACTIONS)('of %s is one of its parameters, and a number', (action) => {
    const { replicasParam } = ACTION_TRAITS[action];
    const schemas = new Map<string, z.ZodType>(Object.entries(ACTION_PARAMS[action].shape));
    if (replicasParam === null) expect([...schemas.keys()]).not.toContain('replicas');
    else expect(schemas.get(replicasParam)?.safeParse(3)).toMatchObject({ success: true, data: 3 });
  });

  it('is named by a scale', () => {
    expect(ACTION_TRAITS.scale.replicasParam).toBe('replicas');
  });
});
