import { describe, expect, it } from 'vitest';
import { ROLES, type Actor } from '@/lib/model';
import { EFFECTS, mayCauseEffect } from './effect';

const person = (role: Actor['role']): Actor => ({
  id: 'user:e',
  name: 'E',
  role,
  groups: [],
  sessionId: 's',
});

describe('the effect of a call', () => {
  it.each(EFFECTS)('%s is refused to a viewer alone, and only where it decides or executes', (effect) => {
    const refused = ROLES.filter((role) => !mayCauseEffect(person(role), effect).allowed);
    expect(refused).toEqual(effect === 'read' || effect === 'ask' ? [] : ['viewer']);
  });

  it('is refused to a token of the registry where it decides or executes', () => {
    const token: Actor = { ...person('viewer'), sessionId: null, registers: ['shop-*'] };
    expect(EFFECTS.filter((effect) => mayCauseEffect(token, effect).allowed)).toEqual(['read', 'ask']);
  });
});
