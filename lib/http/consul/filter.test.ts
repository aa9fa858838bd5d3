import { describe, expect, it } from 'vitest';
import { filterOf } from './filter';

const thing = {
  Service: {
    ID: 'web-1',
    Port: 8080,
    Tags: ['blue', 'v2'],
    Meta: { version: '1.4.2', 'my-key': 'x' },
    Empty: [],
  },
  Checks: [],
};

describe('a filter expression', () => {
  it.each([
    ['Service.ID == "web-1"', true],
    ['Service.ID == web-1', true],
    ['Service.ID != "web-1"', false],
    ['Service.Port == 8080', true],
    ['Service.Meta.version == "1.4.2"', true],
    ['Service.Meta["my-key"] == x', true],
    ['"blue" in Service.Tags', true],
    ['blue in Service.Tags', true],
    ['"green" not in Service.Tags', true],
    ['Service.Tags contains `v2`', true],
    ['Service.Tags not contains "v2"', false],
    ['"version" in Service.Meta', true],
    ['Checks is empty', true],
    ['Service.Tags is not empty', true],
    ['Service.Nothing == "x"', false],
    ['Service.Nothing != "x"', true],
    ['not Service.ID == "x" and blue in Service.Tags', true],
    ['Service.ID == "x" or (Service.Port == 8080 and not Checks is not empty)', true],
    ['Service.constructor is empty', true],
  ])('%s is %s', (expression, wanted) => expect(filterOf(expression)(thing)).toBe(wanted));

  it.each([
    ['Service.ID', 'expected ==, !=, in, contains or is empty'],
    ['Service.ID == "a" "b"', '"b" is one word too many'],
    ['(Service.ID == a', 'a parenthesis is not closed'],
    ['Service.ID matches ".*"', '"matches" is not served here'],
    ['Service.ID == $', 'it cannot be read from " $" on'],
    ['("a" Service.Tags', 'after the value "a" comes "in" or "not in"'],
    ['('.repeat(500), 'it is nested too deeply'],
  ])('refuses %s', (expression, why) => {
    expect(() => filterOf(expression)).toThrow(`Failed to create boolean expression evaluator: ${why}.`);
  });

  it('without words wants everything', () => {
    expect(filterOf(null).all).toBe(true);
    expect(filterOf(' ').all).toBe(true);
  });
});
