'use client';
import { useCallback, useDeferredValue, useMemo } from 'react';
import type { MapRow } from '@/lib/model';
import type { UrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { Button } from '../ui/button';
import { ErrorState, LoadingRows, NothingFound } from '../ui/states';
import { EdgeTable } from './edge-table';
import { GROUP_WORDS } from './grouping';
import { hiddenOf } from './hidden';
import { MapBar } from './map-bar';
import { MapCanvas } from './map-canvas';
import { MapFoot } from './map-foot';
import type { MapQuery } from './map-query';
import { countEvidence } from './select-edges';
import { SidePanel } from './side-panel';
import { Tallies } from './tallies';
import { TrafficNotes } from './traffic-note';
import { matches } from './use-box-nodes';
import { useExport } from './use-export';
import { useLayout } from './use-layout';
import { useMapActions } from './use-map-actions';
import { useMapModel, type MapModel } from './use-map-model';

export interface DeskMapProps {
  rows: readonly MapRow[];
  query: MapQuery;
  url: UrlState;
}

/** The map with its bar, its legend and the panel of the selection. */
export function DeskMap({ rows, query, url }: DeskMapProps) {
  const model = useMapModel(useDeferredValue(rows), useDeferredValue(query));
  const { drawn, shown, graph } = model;
  const state = useLayout(drawn, model.view);
  const actions = useMapActions({ url, query, drawn });
  const hidden = useMemo(
    () => hiddenOf({ query, edges: model.hidden, graph, shown }),
    [query, model.hidden, graph, shown],
  );
  const counts = useMemo(() => countEvidence(shown.edges), [shown.edges]);
  const exportAs = useExport(state.laid);
  const focusable = graph.nodes.get(query.focus ?? query.node ?? '');
  const onEnter = useCallback(() => {
    const wanted = query.find.trim().toLowerCase();
    const first = wanted === '' ? undefined : drawn.boxes.find((box) => matches(box, wanted));
    if (first !== undefined) actions.select(first.id);
  }, [query.find, drawn, actions]);

  return (
    <div className="topology">
      <section className="map" aria-labelledby="map-head">
        <MapBar
          query={query}
          url={url}
          level={drawn.level}
          focusable={focusable ?? null}
          onFind={(text) => url.set('find', text)}
          onEnter={onEnter}
          onExport={exportAs}
        />
        <MapStatus model={model} query={query} />
        <TrafficNotes />
        <div className="map__stage" data-took-ms={Math.round(state.tookMs)}>
          {drawn.boxes.length === 0 ? (
            <NothingFound
              what="service"
              query=""
              action={<Button onClick={() => url.clear('hide', 'focus', 'edges', 'evidence')}>Clear</Button>}
            />
          ) : query.view === 'list' || state.error !== null ? (
            <>
              {state.error === null ? null : (
                <ErrorState
                  title="The map could not be laid out."
                  action={<Button onClick={state.retry}>Try again</Button>}
                >
                  The layout failed: {state.error} The edges are below as a list.
                </ErrorState>
              )}
              <EdgeTable
                drawn={drawn}
                find={query.find}
                edge={query.edge}
                onEdge={actions.selectLine}
                onNode={actions.select}
              />
            </>
          ) : state.laid === null ? (
            <LoadingRows rows={6} label="Laying the map out" />
          ) : (
            <>
              <MapCanvas
                laid={state.laid}
                label={labelOf(model)}
                node={query.node}
                edge={query.edge}
                find={query.find}
                onPick={actions.pick}
                onLine={actions.selectLine}
                onClear={actions.clear}
                onClose={actions.closer}
              />
              <Tallies boxes={drawn.boxes} />
            </>
          )}
        </div>
        <MapFoot counts={counts} hidden={hidden} onShow={actions.show} />
      </section>
      <SidePanel
        drawn={drawn}
        query={query}
        onNode={actions.select}
        onEdge={actions.openEdge}
        onFocus={actions.focus}
        onHide={actions.hide}
        onOpen={actions.open}
      />
    </div>
  );
}

/** Messages about the whole map: it is collapsed, it has no edges, or the focus is not in it. */
function MapStatus({ model, query }: { model: MapModel; query: MapQuery }) {
  const { graph, shown, drawn } = model;
  const lines: string[] = [];
  const { many } = GROUP_WORDS[query.grouping];
  if (drawn.level !== query.level && query.level === 'service') {
    const how = drawn.level === 'group' ? many : 'Domains';
    lines.push(
      `${counted(shown.nodes.size, 'box', 'boxes')} are too many to read: drawn as ${how}. Open one, or focus a service.`,
    );
  }
  if (query.focus !== null && !graph.nodes.has(query.focus)) {
    lines.push('The focused service is not in this scope: this is the whole map.');
  }
  if (graph.edges.length === 0) {
    lines.push(
      'No edges are known yet: they are read from the configuration of your workloads, the catalog and metrics.',
    );
  }
  if (lines.length === 0) return null;
  return (
    <p className="map__status" role="status">
      {lines.join(' ')}
    </p>
  );
}

function labelOf({ drawn }: MapModel): string {
  return `${counted(drawn.boxes.length, 'box', 'boxes')} and ${counted(drawn.lines.length, 'edge')}, callers left, callees right`;
}
