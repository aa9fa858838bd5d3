import { EVIDENCE_SOURCES, type EvidenceSource, type MapEdge, type Traffic } from '@/lib/model';

/** Observed calls with a lower rate than this, per minute, are quiet. */
const QUIET_PER_MINUTE = 1;
/** An edge with this share of failing answers, or more, is drawn as failing. */
export const FAILS_FROM = 0.05;

export const MAP_EDGE_KINDS = ['calls', 'routes'] as const;
export type MapEdgeKind = (typeof MAP_EDGE_KINDS)[number];

/** The chosen edges; empty lists match all. */
export interface EdgeQuery {
  readonly kinds: readonly MapEdgeKind[];
  readonly evidence: readonly EvidenceSource[];
  /** Also calls below one a minute. */
  readonly quiet: boolean;
  /** Also edges that a person rejected. */
  readonly rejected: boolean;
}

/** How many edges are hidden, and by which filter; each edge counts once. */
export interface HiddenEdges {
  readonly calls: number;
  readonly routes: number;
  readonly declared: number;
  readonly configured: number;
  readonly observed: number;
  readonly quiet: number;
  readonly rejected: number;
}

/** The strongest evidence. */
export function sourceOf(edge: MapEdge): EvidenceSource {
  return edge.evidence[0]?.source ?? 'declared';
}

/** Whether it fails now; a stale failure does not count. */
export function isFailing({ until, failShare }: Traffic): boolean {
  return until === undefined && failShare >= FAILS_FROM;
}

export function fails({ traffic }: MapEdge): boolean {
  return traffic !== null && isFailing(traffic);
}

export function isQuiet(edge: MapEdge): boolean {
  return edge.traffic !== null && edge.traffic.perMinute < QUIET_PER_MINUTE && !fails(edge);
}

/** The edges to draw, and the number of hidden ones. */
export function selectEdges(
  edges: readonly MapEdge[],
  query: EdgeQuery,
): { edges: MapEdge[]; hidden: HiddenEdges } {
  const hidden = { calls: 0, routes: 0, declared: 0, configured: 0, observed: 0, quiet: 0, rejected: 0 };
  const shown = edges.filter((edge) => {
    const why = whyHidden(edge, query);
    if (why !== null) hidden[why] += 1;
    return why === null;
  });
  return { edges: shown, hidden };
}

function whyHidden(edge: MapEdge, query: EdgeQuery): keyof HiddenEdges | null {
  if (edge.verdict?.verdict === 'rejected' && !query.rejected) return 'rejected';
  if (query.kinds.length > 0 && !query.kinds.includes(edge.kind)) return edge.kind;
  const source = sourceOf(edge);
  if (query.evidence.length > 0 && !query.evidence.includes(source)) return source;
  return isQuiet(edge) && !query.quiet ? 'quiet' : null;
}

/** How many edges have each kind of evidence, by their strongest. */
export function countEvidence(edges: readonly MapEdge[]): Record<EvidenceSource, number> {
  const counts = { declared: 0, configured: 0, observed: 0 };
  for (const edge of edges) counts[sourceOf(edge)] += 1;
  return counts;
}

/** The stronger of two. */
export function stronger(a: EvidenceSource, b: EvidenceSource): EvidenceSource {
  return EVIDENCE_SOURCES.indexOf(a) >= EVIDENCE_SOURCES.indexOf(b) ? a : b;
}
