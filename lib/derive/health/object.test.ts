import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { KINDS, type Kind, type ObjectHealth, type Verdict } from '@/lib/model';
import { isMalformedObject, project, projectManifest } from '@/lib/projection';
import { fixtureText, load, loadFixture, rawObjects } from '../testing/load';
import { manifestHealth } from './manifest';
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
const root = new URL('fixtures/', import.meta.url);
const casesOf = (folder: string) =>
  readdirSync(new URL(folder, root)).map((file) => `${folder}/${file.replace('.yaml', '')}`);
const MANIFESTS = 'manifest';
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== MANIFESTS)
  .map(({ name }) => name);
const cases = folders.flatMap(casesOf);
const manifests = casesOf(MANIFESTS);
const expected = parse(fixtureText('health/fixtures/verdicts.yaml')) as Record<string, Expected>;

/** What is asserted of a verdict. */
function said(verdict: Verdict<ObjectHealth> | null): Expected | null {
  if (verdict === null) return null;
  const { receipt, status, since, sentence } = verdict;
  return { status, rule: receipt.rule, field: receipt.field, value: receipt.value, since, sentence };
}

const UNJUDGED: ReadonlySet<Kind> = new Set<Kind>([
  ...(['Event', 'ConfigMap', 'NetworkPolicy', 'VirtualService', 'ControllerRevision'] as const),
  ...(['Gateway', 'HTTPRoute', 'GRPCRoute'] as const),
]);

describe('the health of one object', () => {
  it('has an expected verdict for every fixture, and a fixture for every verdict', () => {
    expect(Object.keys(expected).sort()).toEqual([...cases, ...manifests].sort());
    expect(cases.length).toBeGreaterThan(120);
  });

  it('has a fixture for every kind that is watched and has a rule of its own', () => {
    const kinds = new Set(
      cases.flatMap((name) => loadFixture(`health/fixtures/${name}.yaml`)).map(({ kind }) => kind),
    );
    expect([...kinds].sort()).toEqual(KINDS.filter((kind) => !UNJUDGED.has(kind)).sort());
  });

  it.each(cases)('%s', (name) => {
    const [object] = loadFixture(`health/fixtures/${name}.yaml`);
    if (object === undefined) throw new Error('an empty fixture');
    const verdict = objectHealth(object, view);
    expect(said(verdict)).toEqual(expected[name]);
    expect(verdict?.receipt).toMatchObject({ cluster: 'prod-eu', observedAt: view.observedAt });
    const { namespace, uid, name: named } = object.metadata;
    expect(verdict?.receipt.object).toEqual({
      cluster: 'prod-eu',
      kind: object.kind,
      namespace: namespace === '' ? null : namespace,
      name: named,
      uid,
    });
    expect(verdict?.validUntil).toBeNull();
  });

  it.each(cases)('%s, read from a manifest', (name) => {
    const [raw] = rawObjects(fixtureText(`health/fixtures/${name}.yaml`));
    const { status, sentence } = said(manifestHealth(projectManifest(raw), view)) ?? {};
    expect({ status, sentence }).toEqual({
      status: expected[name]?.status,
      sentence: expected[name]?.sentence,
    });
  });

  it('is null for an event', () => {
    const text =
      'apiVersion: v1\nkind: Event\nmetadata: {name: e, namespace: shop}\ninvolvedObject: {kind: Pod, name: p}\n';
    expect(load(text).map((object) => objectHealth(object, view))).toEqual([null]);
  });
});

describe('the health of a manifest', () => {
  it.each(manifests)('%s', (name) => {
    const [raw] = rawObjects(fixtureText(`health/fixtures/${name}.yaml`));
    expect(said(manifestHealth(projectManifest(raw), view))).toEqual(expected[name]);
  });

  it.each([
    ['v1', 'ConfigMap', {}],
    ['v1', 'Event', { involvedObject: 7 }],
    ['serving.knative.dev/v1', 'Service', {}],
    [
      'argoproj.io/v1alpha1',
      'Application',
      { status: { health: { status: 'Degraded' }, conditions: [{ type: 'SyncError' }] } },
    ],
    ['shop.example/v1', 'Backup', { status: { conditions: { Ready: true } } }],
    ['shop.example/v1', 'Backup', { status: 'fine' }],
  ])('is null for %s %s that says nothing by the conventions', (apiVersion, kind, rest) => {
    const manifest = projectManifest({ apiVersion, kind, metadata: { name: 'one' }, ...rest });
    expect(manifestHealth(manifest, view)).toBeNull();
  });

  it('needs no name where there is nothing to judge', () => {
    const nameless = (status: unknown) =>
      projectManifest({ apiVersion: 'shop.example/v1', kind: 'Backup', status });
    expect(manifestHealth(nameless({ phase: 'Done' }), view)).toBeNull();
    expect(() => nameless({ conditions: [{ type: 'Ready', status: 'True' }] })).toThrow(
      'The field metadata.name ',
    );
  });

  it('needs no more of an object than its name', () => {
    const manifest = projectManifest({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { generateName: 'import-' },
    });
    expect(manifestHealth(manifest, view)).toMatchObject({
      status: 'Progressing',
      sentence: 'Job import- is running with 0 active pods.',
      receipt: { object: { namespace: null, name: 'import-', uid: null } },
    });
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
  const raws = [...cases, ...manifests].flatMap((name) =>
    rawObjects(fixtureText(`health/fixtures/${name}.yaml`)),
  );
  const targets = raws.map((raw) =>
    fc.tuple(fc.constant(raw), fc.constantFrom(...paths(raw)), fc.jsonValue()),
  );
  const mutilated = fc.oneof(...targets).map(([raw, path, by]) => replaceAt(raw, path, by));

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
  }, 30_000);

  it('as manifests are refused with the name of a field, judged or passed over; nothing else', () => {
    const typed = fc.record({
      apiVersion: fc.constantFrom(
        'v1',
        'apps/v1',
        'argoproj.io/v1alpha1',
        'gateway.networking.k8s.io/v1',
        'x.example/v1',
      ),
      kind: fc.constantFrom(...KINDS, 'Rollout', 'Gateway', 'HTTPRoute', 'Workflow', 'Backup'),
      metadata: fc.oneof(fc.constant({ name: 'one' }), fc.jsonValue()),
      spec: fc.jsonValue(),
      status: fc.jsonValue(),
    });
    const seen = { refused: 0, judged: 0, passed: 0 };
    fc.assert(
      fc.property(fc.oneof(mutilated, typed, fc.jsonValue()), (raw) => {
        try {
          const verdict = manifestHealth(projectManifest(raw), view);
          if (verdict === null) seen.passed += 1;
          else seen.judged += 1;
          if (verdict !== null) expect(verdict.sentence).toMatch(/^\S.*\.$/su);
        } catch (error) {
          if (!isMalformedObject(error)) throw error;
          seen.refused += 1;
          expect(error.message).toContain(error.field);
        }
      }),
      { numRuns: 3000, seed: 20_260_307 },
    );
    expect(Math.min(seen.refused, seen.judged, seen.passed)).toBeGreaterThan(50);
  }, 30_000);
});
