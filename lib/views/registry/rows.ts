import {
  addressesOf,
  byGravity,
  INSTANCE_STATUSES,
  TRUTH_WORDS,
  type Disagreement,
  type RegistryInstance,
  type RegistryServiceRow,
  type TruthWord,
} from '@/lib/model';
import type { MatureFinding, RegistryFacts } from '@/lib/derive/registry';

/** The findings of a row in the public shape, the gravest kinds first. */
export function disagreementsOf(
  { id, name, owner }: Pick<RegistryFacts, 'id' | 'name' | 'owner'>,
  findings: readonly MatureFinding[],
): Disagreement[] {
  return findings
    .map(({ finding, since }): Disagreement => {
      const { key, graceMs: _, ...rest } = finding;
      return { ...rest, id: `${finding.kind}:${id}:${key}`, service: id, serviceName: name, owner, since };
    })
    .sort(byGravity);
}

/** What a list shows of one service of the registry. */
export function registryRow(
  facts: RegistryFacts,
  instances: readonly RegistryInstance[],
  disagreements: readonly Disagreement[],
): RegistryServiceRow {
  const { id, name, owner, isService, places } = facts;
  const from = (source: RegistryInstance['source']) => instances.filter((one) => one.source === source);
  const disagreeing = new Set(disagreements.flatMap((one) => one.instances));
  return {
    id,
    name,
    owner,
    catalog: isService ? id : null,
    counts: {
      kubernetes: from('kubernetes').length,
      self: from('self').length,
      consul: from('consul').length,
    },
    statuses: INSTANCE_STATUSES.map((status) => ({
      status,
      instances: instances.filter((one) => one.status === status).length,
    })).filter((one) => one.instances > 0),
    truth: {
      declared: worst(declaredWord(facts), disagreements, 'declared'),
      registered: worst(instances.length > 0 ? 'yes' : 'no', disagreements, 'registered'),
      running: worst(runningWord(facts, instances), disagreements, 'running'),
    },
    disagreeing: instances.filter((one) => disagreeing.has(one.id)).length,
    disagreements: disagreements.length,
    clusters: distinct(places.map(({ cluster }) => cluster)),
    environments: distinct(places.map(({ environment }) => environment)),
    zones: distinct(instances.map(({ zone }) => zone)),
    versions: distinct(instances.map(({ version }) => version)),
    addresses: addressesOf(instances),
    tags: distinct(instances.flatMap(({ tags }) => tags)),
    oldestSeenAt: { self: oldest(from('self')), consul: oldest(from('consul')) },
  };
}

function declaredWord({ component, owner }: RegistryFacts): TruthWord {
  return component !== null || owner !== null ? 'yes' : 'no';
}

function runningWord(
  { places, registered }: RegistryFacts,
  instances: readonly RegistryInstance[],
): TruthWord {
  // An instance of Kubernetes is `warning` where it is ready and a probe gets no answer.
  if (instances.some(({ source, status }) => source === 'kubernetes' && status === 'warning')) return 'late';
  const pods = places.some(({ workloads }) => workloads.some((one) => one.pods.length > 0));
  if (pods && places.every(({ freshness }) => freshness.state === 'live')) return 'yes';
  if (places.some(({ freshness }) => freshness.state !== 'live')) return 'unknown';
  if (registered.some(({ location }) => location.is !== 'gone')) return 'yes';
  return instances.some(({ status }) => status === 'passing' || status === 'unchecked') ? 'yes' : 'no';
}

/** The state of a source in the list: the worst of its instances and disagreements. */
function worst(
  word: TruthWord,
  disagreements: readonly Disagreement[],
  column: 'declared' | 'registered' | 'running',
): TruthWord {
  const order: readonly TruthWord[] = TRUTH_WORDS;
  const words = disagreements
    .map((one) => one[column].says)
    .filter((says) => says === 'no' || says === 'late');
  return words.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), word);
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value): value is string => value !== null).sort();
}

function oldest(instances: readonly RegistryInstance[]): string | null {
  const seen = instances.flatMap(({ lastSeenAt }) => lastSeenAt ?? []);
  return seen.length === 0 ? null : seen.reduce((a, b) => (a < b ? a : b));
}
