import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isWorkload, type Pod } from '@/lib/model';
import { deriveRegistry, type RegistryFinding, type PlaceFacts, type RegistryFacts } from '.';
import { selects } from '../selects';
import { factsOf } from '../testing/facts';
import { loadFixture, ofKind } from '../testing/load';

const NOW = new Date('2026-03-12T03:14:00Z');

/** What each fixture shows, in the words that a person reads; null: the sources agree. */
const CASES: Readonly<
  Record<string, { readonly kind: RegistryFinding['kind']; readonly sentence: string } | null>
> = {
  ghost: {
    kind: 'ghost',
    sentence:
      'It runs and listens on 8080. No Service leads to it, it is not registered, and it has no owner.',
  },
  'ghost-by-its-name': {
    kind: 'ghost',
    sentence:
      'It runs and is named like a server. No Service leads to it, it is not registered, and it has no owner.',
  },
  'worker-without-ports': null,
  'worker-that-is-scraped': null,
  operator: null,
  'controller-by-its-label': null,
  'part-of-the-system': null,
  'node-agent': null,
  operated: null,
  'server-that-starts': null,
  reached: null,
  'named-target-port': {
    kind: 'port-mismatch',
    sentence:
      'Service cart sends port 80 to a container port named web, and no container has one of that name: it gives callers no address for it.',
  },
  'numbered-target-port': {
    kind: 'port-mismatch',
    sentence:
      'Service cart sends port 80 to 9090, and its containers declare 8080. Nothing listens for its callers.',
  },
  'undeclared-port-of-a-sidecar': null,
  'target-port-of-the-service': null,
  'selector-of-another-name': {
    kind: 'selector-mismatch',
    sentence: 'Service cart selects app=basket, and its pods carry app=cart. Callers of cart get no answer.',
  },
  'selector-of-a-canary': null,
};

/** The facts of one row, as lib/reads gathers them, from the objects of one fixture. */
function rowOf(fixture: string): RegistryFacts {
  const objects = loadFixture(`registry/fixtures/${fixture}.yaml`);
  const gathered = factsOf(objects, { observedAt: NOW.toISOString() });
  const workloads = objects.filter(isWorkload);
  const pods = ofKind(objects, 'Pod');
  const own = (uid: string): Pod[] =>
    pods.filter(({ metadata }) => metadata.ownerReferences.some((owner) => owner.uid === uid));
  const place: PlaceFacts = {
    cluster: 'prod-eu',
    namespace: gathered.namespace,
    environment: 'production',
    placement: 'one@prod-eu',
    observedAt: gathered.observedAt,
    freshness: gathered.freshness,
    workloads: workloads.map((workload) => ({ workload, pods: own(workload.metadata.uid) })),
    services: gathered.endpoints.filter(({ service }) =>
      pods.some((pod) => selects(service.spec.selector, pod.metadata.labels)),
    ),
    astray: gathered.astray,
    pods: new Map(pods.map((pod) => [pod.metadata.uid, pod])),
    probes: [],
    locations: new Map(),
    doubles: new Map(),
    vanished: null,
  };
  const name = workloads[0]?.metadata.name ?? '';
  return {
    id: `${name}~${gathered.namespace}~prod-eu`,
    name,
    owner: null,
    isService: true,
    component: null,
    places: [place],
    registered: [],
    registryNow: 0,
  };
}

describe('what a cluster alone shows to disagree', () => {
  it('has an expectation for every fixture', () => {
    const folder = fileURLToPath(new URL('fixtures', import.meta.url));
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(CASES)
        .map((name) => `${name}.yaml`)
        .sort(),
    );
  });

  it.each(Object.keys(CASES))('%s', (name) => {
    const { findings } = deriveRegistry(rowOf(name), NOW);
    const expected = CASES[name] ?? null;
    expect(findings.map(({ kind, sentence }) => ({ kind, sentence }))).toEqual(
      expected === null ? [] : [expected],
    );
    for (const { receipts } of findings) expect(receipts).not.toEqual([]);
  });
});
