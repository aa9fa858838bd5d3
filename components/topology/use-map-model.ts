'use client';
import { useMemo } from 'react';
import type { MapNode, MapRow } from '@/lib/model';
import { useScope } from '../list/scope';
import { collapse, type DrawnMap } from './collapse';
import { focusOn } from './focus';
import { graphOf, type MapGraph } from './graph';
import type { MapQuery } from './map-query';
import { selectEdges, type HiddenEdges } from './select-edges';

export interface MapModel {
  /** Everything in the scope. */
  readonly graph: MapGraph;
  /** The part that is shown: the chosen edges, within the focus, without hidden boxes. */
  readonly shown: MapGraph;
  readonly drawn: DrawnMap;
  readonly hidden: HiddenEdges;
  /** Changes when the map shows something else, not when values on it change. */
  readonly view: string;
}

/** The boxes and lines of the map from the rows of the topic, with at most `most` boxes. The lists of `query` must keep their identity. */
export function useMapModel(rows: readonly MapRow[], query: MapQuery, most?: number): MapModel {
  const { environment, cluster } = useScope();
  const place = JSON.stringify([environment, cluster]);
  const graph = useMemo(() => {
    const [environments, clusters] = JSON.parse(place) as [string[], string[]];
    return graphOf(rows, { environment: environments, cluster: clusters });
  }, [rows, place]);
  const { kinds, evidence, quiet, rejected, hide, focus, depth, level, grouping, open } = query;
  const chosen = useMemo(
    () => selectEdges(graph.edges, { kinds, evidence, quiet, rejected }),
    [graph, kinds, evidence, quiet, rejected],
  );
  const shown = useMemo(() => {
    const without = new Set(hide);
    const nodes = new Map<string, MapNode>([...graph.nodes].filter(([id]) => !without.has(id)));
    const edges = chosen.edges.filter(({ from, to }) => !without.has(from) && !without.has(to));
    return focusOn({ nodes, edges }, focus, depth);
  }, [graph, chosen, hide, focus, depth]);
  const drawn = useMemo(
    () => collapse(shown, { level, grouping, open }, most),
    [shown, level, grouping, open, most],
  );
  const view = JSON.stringify([place, drawn.level, grouping, open, focus, depth]);
  return { graph, shown, drawn, hidden: chosen.hidden, view };
}
