import { expect, it } from 'vitest';
import { decodeItem, encodeItem, readMapQuery } from './map-query';

function read(query: string) {
  const params = new URLSearchParams(query);
  const get = (name: string) => params.get(name) ?? '';
  return readMapQuery({
    get,
    list: (name) =>
      get(name)
        .split(',')
        .filter((item) => item !== ''),
  });
}

it('reads what a person chose from the address', () => {
  const query = read(
    'level=group&group=team&open=team:a,team:b%252Cc&focus=cart&depth=3&node=cart&edge=a%3Eb:calls&edges=routes&evidence=declared,observed&show=quiet&find=ca&view=list',
  );
  expect(query).toEqual({
    view: 'list',
    level: 'group',
    grouping: 'team',
    open: ['team:a', 'team:b,c'],
    focus: 'cart',
    depth: '3',
    node: 'cart',
    edge: 'a>b:calls',
    hide: [],
    find: 'ca',
    kinds: ['routes'],
    evidence: ['declared', 'observed'],
    quiet: true,
    rejected: false,
  });
});

it('takes what it does not know for the default', () => {
  expect(
    read('level=planet&group=moon&depth=99&edges=owns,calls&evidence=rumoured&view=globe'),
  ).toMatchObject({
    view: 'map',
    level: 'service',
    grouping: 'system',
    depth: '2',
    kinds: ['calls'],
    evidence: [],
    focus: null,
  });
});

it('keeps names with commas and percents whole', () => {
  for (const name of ['a,b', '100%', '%2C', 'plain']) expect(decodeItem(encodeItem(name))).toBe(name);
  expect(encodeItem('a,b')).not.toContain(',');
});
