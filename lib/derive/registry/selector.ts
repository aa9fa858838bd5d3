import type { Service } from '@/lib/model';
import { reaches } from '../claim';
import { isPodReady } from '../conditions';
import { receiptOf } from '../evidence';
import { count, listed } from '../sentences';
import type { PlaceFacts, WorkloadPods } from './facts';
import { placeOf, truth, type RegistryFinding, type Row, findingOf } from './finding';

/** Services that are meant for existing pods and whose selector matches none. */
export function selectorMismatches(row: Row): RegistryFinding[] {
  return row.facts.places.flatMap((place) =>
    place.freshness.state === 'live' ? mismatchesOf(row, place) : [],
  );
}

function mismatchesOf(row: Row, place: PlaceFacts): RegistryFinding[] {
  const reported = new Set<string>();
  return place.astray.flatMap(({ service, workload: uid }) => {
    const meant = place.workloads.find(({ workload }) => workload.metadata.uid === uid);
    if (meant === undefined || reported.has(service.metadata.name)) return [];
    // Another Service reaches these pods, so this one may be meant for others: the Service of a canary, for example.
    if (place.services.some((other) => reaches(other.service, meant.workload))) return [];
    reported.add(service.metadata.name);
    return mismatch(row, place, service, meant);
  });
}

function mismatch(
  row: Row,
  place: PlaceFacts,
  service: Service,
  { workload, pods }: WorkloadPods,
): RegistryFinding[] {
  const ready = pods.filter((pod) => isPodReady(pod) && pod.metadata.deletionTimestamp === undefined).length;
  if (ready === 0) return [];
  const { name, namespace } = service.metadata;
  const carried = workload.spec.template.labels;
  const differing = Object.entries(service.spec.selector).filter(([key, value]) => carried[key] !== value);
  const own = differing.map(([key]) => (carried[key] === undefined ? `no ${key}` : `${key}=${carried[key]}`));
  const wanted = Object.entries(service.spec.selector).map(([key, value]) => `${key}=${value}`);
  return [
    findingOf(row, {
      kind: 'selector-mismatch',
      key: `${place.cluster}/${namespace}/${name}`,
      address: `Service ${namespace}/${name}`,
      instances: [],
      ...placeOf(place),
      registered: truth('no', 'selects no pod', listed(wanted)),
      running: truth('yes', `${count(ready, 'pod')} ready`, `${workload.kind} ${workload.metadata.name}`),
      sentence: `Service ${name} selects ${listed(wanted)}, and its pods carry ${listed(own)}. Callers of ${name} get no answer.`,
      receipts: [
        receiptOf(
          service,
          { cluster: place.cluster, observedAt: place.observedAt, now: row.now },
          { rule: 'registry.selector-mismatch', field: 'spec.selector', value: wanted.join(',') },
        ),
      ],
      fix: selectorFix(service, workload),
    }),
  ];
}

/** A selector that selects these pods: that of their workload. Null where it has none. */
function selectorFix(service: Service, { spec }: WorkloadPods['workload']): RegistryFinding['fix'] {
  const labels = 'selector' in spec ? spec.selector.matchLabels : {};
  const pairs = Object.entries(labels);
  if (pairs.length === 0) return null;
  const { namespace, name } = service.metadata;
  return {
    type: 'copy',
    label: 'Correct the selector',
    file: `Service ${namespace}/${name}`,
    text: [
      'spec:',
      '  selector:',
      ...pairs.map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`),
      '',
    ].join('\n'),
    note: 'Put it where the manifest of this Service is kept.',
  };
}
