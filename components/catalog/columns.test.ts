import { describe, expect, it } from 'vitest';
import { columnsOf } from './columns';

const WAY = ['development', 'staging', 'production'];
const placements = (...places: [cluster: string, environment: string][]) =>
  places.map(([cluster, environment]) => ({ cluster, environment }));
const names = (...places: [string, string][]): string[] =>
  columnsOf(placements(...places), WAY).columns.map(({ by, name }) => `${by} ${name}`);

describe('columnsOf', () => {
  it('has one for each cluster, in the order of the environments, while each cluster holds one environment', () => {
    expect(names(['eu', 'production'], ['lab', 'staging'], ['ap', 'production'])).toEqual([
      'cluster lab',
      'cluster ap',
      'cluster eu',
    ]);
    expect(names(['a', 'unassigned'], ['b', 'unassigned'])).toEqual(['cluster a', 'cluster b']);
  });

  it('has one for each environment where a cluster holds several, or where there are many clusters', () => {
    expect(names(['one', 'production'], ['one', 'staging'])).toEqual([
      'environment staging',
      'environment production',
    ]);
    expect(names(['a', 'production'], ['b', 'production'], ['c', 'production'], ['d', 'staging'])).toEqual([
      'environment staging',
      'environment production',
    ]);
  });

  it('names the environments without a column', () => {
    const many = placements(
      ...['zeta', 'production', 'alpha', 'staging', 'development', 'beta'].map((name): [string, string] => [
        'one',
        name,
      ]),
    );
    const { columns, hidden } = columnsOf(many, WAY);
    expect(columns.map(({ name }) => name)).toEqual(['development', 'staging', 'production', 'alpha']);
    expect(hidden).toEqual(['beta', 'zeta']);
  });

  it('has no columns without services', () => {
    expect(columnsOf([], WAY)).toEqual({ columns: [], hidden: [] });
  });
});
