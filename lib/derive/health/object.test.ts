import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { KINDS } from '@/lib/model';
import { isMalformedObject, project } from '@/lib/projection';
import { fixtureText, load, loadFixture, rawObjects } from '../testing/load';
import { objectHealth } from './object';

interface Expected {
  readonly status: string;
  readonly rule: string;
  readonly field: string;
  readonly value: string;
  readonly since: string | null;
  readonly sentence: string;
}

const view = {
  cluster: 'prod-eu',
  observedAt: '2026-03-06T08:00:00.000Z',
  now: new Date('2026-03-06T08:00:01.000Z'),
};
const FOLDERS = ['pod', 'deployment', 'stateful-set', 'daemon-set', 'job', 'cron-job'];
const cases = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(`fixtures/${folder}`, import.meta.url)).map(
    (file) => `${folder}/${file.replace('.yaml', '')}`,
  ),
);
const expected = parse(fixtureText('health/fixtures/verdicts.yaml')) as Record<string, Expected>;

describe('the health of one object', () => {
  it('has a verdict written down for every fixture, and a fixture for every verdict', () => {
    expect(Object.keys(expected).sort()).toEqual([...cases].sort());
    expect(cases.length).toBeGreaterThan(70);
  });

  it.each(cases)('%s', (name) => {
    const [object] = loadFixture(`health/fixtures/${name}.yaml`);
    if (object === undefined) throw new Error('an empty fixture');
    const verdict = objectHealth(object, view);
    expect(verdict).not.toBeNull();
    const { receipt } = verdict ?? {};
    expect({
      status: verdict?.status,
      rule: receipt?.rule,
      field: receipt?.field,
      value: receipt?.value,
      since: verdict?.since,
      sentence: verdict?.sentence,
    }).toEqual(expected[name]);
    expect(receipt).toMatchObject({ cluster: 'prod-eu', observedAt: view.observedAt });
    expect(receipt?.object).toEqual({
      cluster: 'prod-eu',
      kind: object.kind,
      namespace: 'shop',
      name: object.metadata.name,
      uid: object.metadata.uid,
    });
    expect(verdict?.validUntil).toBeNull();
  });

  it('is null for what has no rule, unless it is being deleted', () => {
    const text = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
    expect(load(text).map((object) => objectHealth(object, view))).toEqual([null]);
    const leaving = load(
      text.replace('{name: shop}', '{name: shop, deletionTimestamp: 2026-03-06T07:00:00Z}'),
    );
    expect(leaving.map((object) => objectHealth(object, view)?.status)).toEqual(['Progressing']);
  });
});

/** Every place in a JSON value, as a path. */
function paths(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))];
}

function replaceAt(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const inner = (value as Record<string, unknown>)[key];
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  (copy as Record<string, unknown>)[key] = replaceAt(inner, rest, by);
  return copy;
}

describe('mutilated objects', () => {
  const raws = cases.flatMap((name) => rawObjects(fixtureText(`health/fixtures/${name}.yaml`)));
  const mutilated = fc
    .constantFrom(...raws)
    .chain((raw) => fc.tuple(fc.constant(raw), fc.constantFrom(...paths(raw)), fc.jsonValue()))
    .map(([raw, path, by]) => replaceAt(raw, path, by));

  it('are refused with the name of a field, or judged; nothing else', () => {
    let refused = 0;
    fc.assert(
      fc.property(mutilated, fc.constantFrom(...KINDS), (raw, anyKind) => {
        const named = (raw as { kind?: unknown } | null)?.kind;
        const kind = KINDS.find((known) => known === named) ?? anyKind;
        try {
          const verdict = objectHealth(project(kind, raw), view);
          if (verdict !== null) expect(verdict.sentence).toMatch(/^\S.*\.$/su);
        } catch (error) {
          if (!isMalformedObject(error)) throw error;
          refused += 1;
          expect(error.message).toContain(error.field);
        }
      }),
      { numRuns: 2000, seed: 20_260_306 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});
