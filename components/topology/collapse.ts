import type { EvidenceSource, MapEdge, MapNode } from '@/lib/model';
import { domainOf, groupOf, OUTSIDE, type Group, type MapGrouping, type Level } from './grouping';
import type { MapGraph } from './graph';
import { fails, FAILS_FROM, sourceOf, stronger } from './select-edges';

/** The number of boxes that can still be read; a map with more is never drawn. */
export const BOXES_MAX = 260;

/** One box of the drawn map: one node, or all nodes of a System, Domain, team… */
export interface DrawnBox {
  readonly id: string;
  readonly label: string;
  /** Null for a box with several nodes. */
  readonly node: MapNode | null;
  readonly members: readonly MapNode[];
  /** The band in which it is drawn; the key is empty when there are no bands. */
  readonly band: Group;
  readonly kind: MapNode['kind'] | 'group';
}

/** One drawn line: one edge of the graph, or all edges between two boxes. */
export interface Line {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'routes' | 'calls';
  readonly source: EvidenceSource;
  readonly edges: readonly MapEdge[];
  /** Of all its edges together; null when none was observed. */
  readonly perMinute: number | null;
  readonly failShare: number;
  readonly fails: boolean;
  /** When it was last observed, if its source does not answer any more; null while it is observed, or if it never was. */
  readonly until: string | null;
}

export interface CollapseQuery {
  readonly level: Level;
  readonly grouping: MapGrouping;
  /** Keys of opened groups, the oldest first. */
  readonly open: readonly string[];
}

export interface DrawnMap {
  readonly boxes: readonly DrawnBox[];
  readonly lines: readonly Line[];
  /** The drawn level: more collapsed than requested when there would be too many boxes. */
  readonly level: Level;
  /** The box of each node. */
  readonly boxOf: ReadonlyMap<string, string>;
}

const NO_BAND: Group = { key: '', label: '' };

/** Collapses a graph to the requested level, and further while there are too many boxes to read. */
export function collapse(graph: MapGraph, query: CollapseQuery, most = BOXES_MAX): DrawnMap {
  const levels: Level[] = query.grouping === 'system' ? ['service', 'group', 'domain'] : ['service', 'group'];
  const wanted = levels.indexOf(query.level === 'domain' && levels.length === 2 ? 'group' : query.level);
  for (const level of levels.slice(wanted)) {
    for (let skipped = 0; skipped <= query.open.length; skipped += 1) {
      const boxes = boxesOf(graph, { ...query, level, open: query.open.slice(skipped) });
      const last = level === levels.at(-1) && skipped === query.open.length;
      if (boxes.length <= most || last) return drawn(graph, boxes, level);
    }
  }
  return drawn(graph, [], query.level);
}

function boxesOf(graph: MapGraph, { level, grouping, open }: CollapseQuery): DrawnBox[] {
  const opened = new Set(open);
  const held = new Map<string, { group: Group; band: Group; members: MapNode[] }>();
  const boxes: DrawnBox[] = [];
  for (const node of graph.nodes.values()) {
    const group = groupOf(node, grouping);
    const domain = grouping === 'system' ? domainOf(node) : NO_BAND;
    const within = holderOf({ level, group, domain, opened });
    if (within === null) {
      boxes.push({ id: node.id, label: node.name, node, members: [node], band: group, kind: node.kind });
      continue;
    }
    const one = held.get(within.group.key) ?? { ...within, members: [] };
    one.members.push(node);
    held.set(within.group.key, one);
  }
  for (const { group, band, members } of held.values()) {
    boxes.push({ id: group.key, label: group.label, node: null, members, band, kind: 'group' });
  }
  return boxes.map((box) => ({ ...box, band: bandOfCallers(box, boxes, graph) ?? box.band }));
}

/** A node outside that belongs to no group is drawn in the band of its callers, if that is one band. */
function bandOfCallers(box: DrawnBox, boxes: readonly DrawnBox[], graph: MapGraph): Group | null {
  if (box.kind !== 'external' || box.band.key !== OUTSIDE) return null;
  const callers = new Set(graph.edges.filter(({ to }) => to === box.id).map(({ from }) => from));
  const bands = new Map(boxes.filter(({ id }) => callers.has(id)).map(({ band }) => [band.key, band]));
  return bands.size === 1 ? ([...bands.values()][0] ?? null) : null;
}

interface Place {
  readonly level: Level;
  readonly group: Group;
  readonly domain: Group;
  readonly opened: ReadonlySet<string>;
}

/** The collapsed group of a node; null when the node has a box of its own. */
function holderOf({ level, group, domain, opened }: Place): { group: Group; band: Group } | null {
  if (level === 'service') return null;
  if (level === 'domain' && !opened.has(domain.key)) return { group: domain, band: NO_BAND };
  if (opened.has(group.key)) return null;
  return { group, band: domain.key === group.key ? NO_BAND : domain };
}

function drawn(graph: MapGraph, boxes: readonly DrawnBox[], level: Level): DrawnMap {
  const boxOf = new Map(boxes.flatMap((box) => box.members.map((node) => [node.id, box.id] as const)));
  const single = new Set(boxes.filter((box) => box.node !== null).map((box) => box.id));
  const gathered = new Map<string, MapEdge[]>();
  for (const edge of graph.edges) {
    const from = boxOf.get(edge.from);
    const to = boxOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const kind = single.has(from) && single.has(to) ? edge.kind : 'calls';
    const id = `${from}>${to}:${kind}`;
    const edges = gathered.get(id);
    if (edges) edges.push(edge);
    else gathered.set(id, [edge]);
  }
  const lines = [...gathered].map(([id, edges]) => lineOf(id, edges, boxOf));
  return { boxes, lines, level, boxOf };
}

function lineOf(id: string, edges: readonly MapEdge[], boxOf: ReadonlyMap<string, string>): Line {
  const all = edges.flatMap(({ traffic }) => (traffic === null ? [] : [traffic]));
  const current = all.filter(({ until }) => until === undefined);
  const seen = current.length > 0 ? current : all;
  const perMinute = seen.reduce((sum, traffic) => sum + traffic.perMinute, 0);
  const failing = seen.reduce((sum, traffic) => sum + traffic.perMinute * traffic.failShare, 0);
  return {
    id,
    from: boxOf.get(edges[0]?.from ?? '') ?? '',
    to: boxOf.get(edges[0]?.to ?? '') ?? '',
    kind: id.endsWith(':routes') ? 'routes' : 'calls',
    source: edges.map(sourceOf).reduce(stronger),
    edges,
    perMinute: seen.length === 0 ? null : perMinute,
    failShare: perMinute === 0 ? 0 : failing / perMinute,
    fails:
      edges.length === 1
        ? edges.some(fails)
        : current.length > 0 && failing >= perMinute * FAILS_FROM && failing > 0,
    until:
      current.length > 0
        ? null
        : (all
            .flatMap(({ until }) => until ?? [])
            .sort()
            .at(-1) ?? null),
  };
}
