import { counted } from '../list/words';
import type { MapGraph } from './graph';
import { GROUP_WORDS, type Grouping } from './grouping';
import type { MapQuery } from './map-query';
import type { HiddenEdges } from './select-edges';

/** What undoes a hiding: another query, by the names of the address; an empty value takes it out. */
export interface Hidden {
  readonly words: string;
  /** The deed that shows it. */
  readonly way: string;
  readonly set: Readonly<Record<string, string>>;
}

interface HiddenInput {
  readonly query: MapQuery;
  readonly edges: HiddenEdges;
  /** All of the scope, and what is shown of it. */
  readonly graph: MapGraph;
  readonly shown: MapGraph;
}

/** Everything that the map does not show, counted, each with the way to show it: nothing is left out in silence. */
export function hiddenOf({ query, edges, graph, shown }: HiddenInput): Hidden[] {
  const found: Hidden[] = [];
  const add = (count: number, words: string, way: string, set: Hidden['set']): void => {
    if (count > 0) found.push({ words, way, set });
  };
  const { owned, running } = countOther(shown);
  const unless = (grouping: Grouping, count: number): number => (query.grouping === grouping ? 0 : count);
  const by = (grouping: Grouping): string => `Group by ${GROUP_WORDS[grouping].one.toLowerCase()}`;
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
