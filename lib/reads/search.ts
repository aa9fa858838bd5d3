import type { SearchHit } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { isServiceSeen, placementsSeen } from '@/lib/views/seen';
import { servicePath } from '@/lib/views/service-path';

const HITS_MAX = 20;
const PODS_MAX = 8;

/**
 * Services, Changes and pods whose names contain the text, those that begin with it first. At most 20, and 8 of them
 * pods, so that a thousand pods of one workload hide nothing else.
 */
export function search(context: WorldContext, text: string): SearchHit[] {
  const typed = text.trim().toLowerCase();
  if (typed === '') return [];
  const hits = [...serviceHits(context, typed), ...changeHits(context, typed), ...podHits(context, typed)];
  const rank = ({ title }: SearchHit): number => (title.toLowerCase().startsWith(typed) ? 0 : 1);
  return hits.sort((a, b) => rank(a) - rank(b)).slice(0, HITS_MAX);
}

function serviceHits(context: WorldContext, typed: string): SearchHit[] {
  return [...context.index.allServices()]
    .filter(
      ({ name, component }) =>
        name.toLowerCase().includes(typed) || component?.title?.toLowerCase().includes(typed),
    )
    .filter((service) => isServiceSeen(context, service))
    .map((service) => {
      const { id, name, component } = service;
      const environments = placementsSeen(context, service).flatMap(
        (placement) => context.views.get(placement)?.summary.environment ?? [],
      );
      return {
        kind: 'service' as const,
        id,
        title: name,
        detail: component?.title ?? [...new Set(environments)].sort().join(', '),
        href: servicePath(id),
      };
    })
    .sort(byTitle)
    .slice(0, HITS_MAX);
}

function changeHits({ changes }: WorldContext, typed: string): SearchHit[] {
  return changes
    .list()
    .filter(({ id, title }) => id.toLowerCase().startsWith(typed) || title.toLowerCase().includes(typed))
    .slice(0, HITS_MAX)
    .map(({ id, title, environment }) => ({
      kind: 'change' as const,
      id,
      title: `${id} ${title}`,
      detail: environment,
      href: `/changes/${encodeURIComponent(id)}`,
    }));
}

function podHits({ world, index, scope }: WorldContext, typed: string): SearchHit[] {
  const hits: SearchHit[] = [];
  for (const picture of world.clusters()) {
    for (const pod of picture.all('Pod')) {
      if (hits.length === PODS_MAX) return hits;
      const { name, namespace, uid } = pod.metadata;
      if (!name.startsWith(typed) || !scope.sees({ cluster: picture.info.name, namespace })) continue;
      const service = index.placementOf(picture.info.name, pod)?.service;
      if (service === undefined) continue;
      const detail = `${picture.info.name} / ${namespace}`;
      hits.push({ kind: 'pod', id: uid, title: name, detail, href: servicePath(service) });
    }
  }
  return hits;
}

const byTitle = (a: SearchHit, b: SearchHit): number => (a.title < b.title ? -1 : 1);
