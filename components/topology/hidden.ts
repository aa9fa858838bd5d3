import { counted } from '../list/counted';
import type { MapGraph } from './graph';
import { GROUP_WORDS, type MapGrouping } from './grouping';
import type { MapQuery } from './map-query';
import type { HiddenEdges } from './select-edges';

/** The query that shows it again, by the names of the address; an empty value removes the name. */
export interface Hidden {
  readonly words: string;
  /** The label of the button that shows it. */
  readonly way: string;
  readonly set: Readonly<Record<string, string>>;
}

interface HiddenInput {
  readonly query: MapQuery;
  readonly edges: HiddenEdges;
  /** Everything in the scope, and the part of it that is shown. */
  readonly graph: MapGraph;
  readonly shown: MapGraph;
}

/** Everything that the map does not show, with counts and a way to show it: nothing is left out silently. */
export function hiddenOf({ query, edges, graph, shown }: HiddenInput): Hidden[] {
  const found: Hidden[] = [];
  const add = (count: number, words: string, way: string, set: Hidden['set']): void => {
    if (count > 0) found.push({ words, way, set });
  };
  const { owned, running } = countOther(shown);
  const unless = (grouping: MapGrouping, count: number): number => (query.grouping === grouping ? 0 : count);
  const by = (grouping: MapGrouping): string => `Group by ${GROUP_WORDS[grouping].one.toLowerCase()}`;
  add(unless('team', owned), `${text(owned)} owns`, by('team'), { group: 'team' });
  add(unless('cluster', running), `${text(running)} runs on`, by('cluster'), { group: 'cluster' });
  add(edges.quiet, `${counted(edges.quiet, 'call')} below 1/min`, 'Show', { show: shows(query, 'quiet') });
  add(edges.rejected, `${text(edges.rejected)} rejected`, 'Show', { show: shows(query, 'rejected') });
  for (const kind of ['calls', 'routes'] as const)
    add(edges[kind], `${text(edges[kind])} ${kind}`, 'Show', { edges: '' });
  for (const source of ['declared', 'configured', 'observed'] as const) {
    add(edges[source], `${text(edges[source])} ${source}`, 'Show', { evidence: '' });
  }
  const byHand = query.hide.filter((id) => graph.nodes.has(id)).length;
  add(byHand, counted(byHand, 'box', 'boxes'), 'Show', { hide: '' });
  const beyond = graph.nodes.size - shown.nodes.size - byHand;
  add(beyond, `${text(beyond)} beyond the focus`, 'Show the whole map', { focus: '' });
  return found;
}

function countOther({ nodes }: MapGraph): { owned: number; running: number } {
  const all = [...nodes.values()];
  return {
    owned: all.filter(({ owner }) => owner !== null).length,
    running: all.filter(({ cluster }) => cluster !== null).length,
  };
}

function shows(query: MapQuery, also: 'quiet' | 'rejected'): string {
  return (['quiet', 'rejected'] as const).filter((one) => one === also || query[one]).join(',');
}

const text = (count: number): string => count.toLocaleString('en');
