import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { customizationFor, customizationsOf, keyOf, WrongCustomization } from './customizations';
import { fromLua51 } from './dialect';

const read = (data: unknown) => customizationsOf(data, (text) => parse(text) as unknown);

describe("the scripts of an argocd-cm's data", () => {
  it('are under keys of their own, and in one YAML map; the former win', () => {
    const data = {
      'resource.customizations.health.argoproj.io_Rollout': 'one',
      'resource.customizations.health.PersistentVolumeClaim': 'two',
      'resource.customizations.ignoreDifferences.all': 'jsonPointers: []',
      'resource.customizations': `
argoproj.io/Rollout:
  health.lua: overruled
cert-manager.io/Certificate:
  health.lua: |
    three
  ignoreDifferences: |
    jsonPointers: []
apps/Deployment:
  actions: ""
`,
      'admin.enabled': 'true',
    };
    expect(read(data)).toEqual([
      { key: 'argoproj.io/Rollout', script: 'one' },
      { key: 'cert-manager.io/Certificate', script: 'three\n' },
      { key: 'PersistentVolumeClaim', script: 'two' },
    ]);
    expect(read(undefined)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['data', []],
    ['data[resource.customizations]', { 'resource.customizations': 'a: [' }],
    ['data[resource.customizations]', { 'resource.customizations': '- a' }],
    ['data[resource.customizations][a/B]', { 'resource.customizations': 'a/B: 7' }],
    ['data[resource.customizations][a/B][health.lua]', { 'resource.customizations': 'a/B: {health.lua: 7}' }],
    ['data[resource.customizations.health.a_b_c]', { 'resource.customizations.health.a_b_c': 'x' }],
    ['data[resource.customizations.health.a_B]', { 'resource.customizations.health.a_B': 7 }],
  ])('that are wrong are reported with their field: %s', (field, data) => {
    expect(() => read(data)).toThrow(WrongCustomization);
    expect(() => read(data)).toThrow(`The field ${field} should be `);
  });

  it('are found by kind: the one that names it, else the first whose pattern matches', () => {
    const keys = [
      '*.crossplane.io/*',
      's3.aws.crossplane.io/Bucket',
      '{a,b}.example/K?nd',
      'x.example/[!A]*',
      'Pod',
    ];
    const customizations = keys.map((key) => ({ key, script: key }));
    const found = (group: string, kind: string) => customizationFor(customizations, { group, kind })?.key;
    expect(found('s3.aws.crossplane.io', 'Bucket')).toBe('s3.aws.crossplane.io/Bucket');
    expect(found('s3.aws.crossplane.io', 'Other')).toBe('*.crossplane.io/*');
    expect(found('b.example', 'Kind')).toBe('{a,b}.example/K?nd');
    expect(found('c.example', 'Kind')).toBeUndefined();
    expect(found('x.example', 'Backup')).toBe('x.example/[!A]*');
    expect(found('x.example', 'Alert')).toBeUndefined();
    expect(found('', 'Pod')).toBe('Pod');
    expect(found('metrics.k8s.io', 'Pod')).toBeUndefined();
  });

  it('are named by group and kind', () => {
    expect(['apps_Deployment', '_Pod', 'Pod'].map((name) => keyOf(name, 'x'))).toEqual([
      'apps/Deployment',
      'Pod',
      'Pod',
    ]);
  });
});

describe('Lua 5.1 for Lua 5.4', () => {
  it.each([
    ['"a\\.b" .. \'\\-\'', '"a.b" .. \'-\''],
    ['"\\n\\\\ \\" \\065"', '"\\n\\\\ \\" \\065"'],
    ['-- "\\."\nx = "\\."', '-- "\\."\nx = "."'],
    ['--[[ "\\." ]] "\\."', '--[[ "\\." ]] "."'],
    ['[==[ "\\." ]] ]==] "\\."', '[==[ "\\." ]] ]==] "."'],
    ['"unfinished \\.', '"unfinished .'],
    ['--[[ unfinished "\\."', '--[[ unfinished "\\."'],
    ['t[1] = "\\x"', 't[1] = "x"'],
  ])('%s', (source, expected) => {
    expect(fromLua51(source)).toBe(expected);
  });
});
