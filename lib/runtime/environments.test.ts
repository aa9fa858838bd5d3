import { expect, it } from 'vitest';
import { environmentSchema } from '@/lib/model';
import { environmentsInUse } from './environments';

const rule = (name: string) => environmentSchema.parse({ name, match: [{ namespace: name }] });

function names(rules: readonly string[], namespaces: readonly string[]): string[] {
  const index = { allPlacements: () => namespaces.map((namespace) => ({ cluster: 'eu', namespace })) };
  return environmentsInUse(rules.map(rule), { index }).map(({ name }) => name);
}

it('goes from development to production without settings, and what is unassigned comes last', () => {
  expect(names([], ['shop', 'shop-prod', 'shop-staging', 'shop-dev', 'shop-prod'])).toEqual([
    'development',
    'staging',
    'production',
    'unassigned',
  ]);
});

it('keeps the order of the settings, then the usual way', () => {
  expect(names(['production', 'edge'], ['dev', 'edge', 'production', 'shop'])).toEqual([
    'production',
    'edge',
    'development',
    'unassigned',
  ]);
});

it('names only what some placement is in', () => {
  expect(names(['production', 'edge'], ['edge'])).toEqual(['edge']);
});
