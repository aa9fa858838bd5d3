import { expect, it } from 'vitest';
import { environmentSchema, EVERYTHING, type Actor } from '@/lib/model';
import { readEnvironments } from './environments';

const actor: Actor = { id: 'user:eve', name: 'Eve', role: 'viewer', groups: [], sessionId: 's' };
const rule = (name: string) => environmentSchema.parse({ name, match: [{ namespace: name }] });

function names(rules: readonly string[], namespaces: readonly string[]): string[] {
  const index = { allPlacements: () => namespaces.map((namespace) => ({ cluster: 'eu', namespace })) };
  return readEnvironments({ environments: () => rules.map(rule), index, actor, scope: EVERYTHING }).map(
    ({ name }) => name,
  );
}

it('is from development to production without settings, with unassigned placements last', () => {
  expect(names([], ['shop', 'shop-prod', 'shop-staging', 'shop-dev', 'shop-prod'])).toEqual([
    'development',
    'staging',
    'production',
    'unassigned',
  ]);
});

it('is the order of the settings, then the usual order', () => {
  expect(names(['production', 'edge'], ['dev', 'edge', 'production', 'shop'])).toEqual([
    'production',
    'edge',
    'development',
    'unassigned',
  ]);
});

it('has only environments that have a placement', () => {
  expect(names(['production', 'edge'], ['edge'])).toEqual(['edge']);
});
