'use client';
import { useMemo, useState } from 'react';
import { HEALTH_RANK, type MapRow } from '@/lib/model';
import { HealthGlyph, healthKey } from '../health';
import type { UrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { Button, ButtonLink } from '../ui/button';
import { NothingFound } from '../ui/states';
import { SearchField } from '../ui/search-field';
import { boxDetail, boxHealth } from './box-words';
import type { DrawnBox } from './collapse';
import { EgoGraph } from './ego-graph';
import { hiddenOf } from './hidden';
import { MapFoot } from './map-foot';
import type { MapQuery } from './map-query';
import { countEvidence } from './select-edges';
import { SidePanel } from './side-panel';
import { tiesOf } from './ties';
import { TrafficNotes } from './traffic-note';
import { matches } from './use-box-nodes';
import { useMapActions } from './use-map-actions';
import { useMapModel } from './use-map-model';

export interface PhoneMapProps {
  rows: readonly MapRow[];
  query: MapQuery;
  url: UrlState;
}

const AT_ONCE = 40;

/** On a phone: a list of the services, and the neighbourhood of the chosen one from top to bottom, with its edges as a list. */
export function PhoneMap({ rows, query, url }: PhoneMapProps) {
  const chosen = query.node ?? query.focus;
  const whole = useMemo<MapQuery>(
    () => ({ ...query, focus: null, level: 'service', open: [], node: chosen }),
    [query, chosen],
  );
  const model = useMapModel(rows, whole, Infinity);
  const { drawn, shown, graph, hidden } = model;
  const actions = useMapActions({ url, query: whole, drawn });
  const box = drawn.boxes.find(({ id }) => id === chosen);
  const ties = useMemo(() => (box === undefined ? null : tiesOf(drawn, box.id)), [drawn, box]);
  const leave = (): void => url.clear('node', 'focus', 'edge');

  return (
    <div className="topology">
      <section className="map" aria-labelledby="map-head">
        <div className="map__bar">
          <h1 id="map-head">Topology</h1>
          {box === undefined ? (
            <ButtonLink href="/topology/differences">Compare</ButtonLink>
          ) : (
            <Button icon="back" onClick={leave}>
              All services
            </Button>
          )}
        </div>
        <TrafficNotes />
        {box === undefined || ties === null ? (
          <ServiceList boxes={drawn.boxes} find={query.find} url={url} onNode={actions.select} />
        ) : (
          <EgoGraph box={box} ties={ties} onNode={actions.select} />
        )}
        <MapFoot
          counts={countEvidence(shown.edges)}
          hidden={hiddenOf({ query: whole, edges: hidden, graph, shown }).filter(
            ({ set }) => !('group' in set),
          )}
          onShow={actions.show}
        />
      </section>
      {box === undefined ? null : (
        <SidePanel
          drawn={drawn}
          query={whole}
          onNode={actions.select}
          onEdge={actions.openEdge}
          onFocus={actions.select}
          onHide={actions.hide}
          onOpen={actions.open}
        />
      )}
    </div>
  );
}

interface ServiceListProps {
  boxes: readonly DrawnBox[];
  find: string;
  url: UrlState;
  onNode: (id: string) => void;
}

function ServiceList({ boxes, find, url, onNode }: ServiceListProps) {
  const [limit, setLimit] = useState(AT_ONCE);
  const wanted = find.trim().toLowerCase();
  const found = useMemo(
    () =>
      boxes
        .filter((box) => wanted === '' || matches(box, wanted))
        .sort(
          (a, b) =>
            Number(a.kind === 'external') - Number(b.kind === 'external') ||
            HEALTH_RANK[boxHealth(b)] - HEALTH_RANK[boxHealth(a)] ||
            a.label.localeCompare(b.label),
        ),
    [boxes, wanted],
  );
  return (
    <div className="map__services">
      <SearchField
        label="Find a service"
        placeholder="Find a service"
        value={find}
        onChange={(text) => url.set('find', text)}
      />
      {found.length === 0 ? (
        <NothingFound
          what="service"
          query={find}
          action={<Button onClick={() => url.clear('find')}>Clear</Button>}
        />
      ) : (
        <ul aria-label="Services">
          {found.slice(0, limit).map((box) => (
            <li key={box.id}>
              <button type="button" className="edge-row edge-row--plain" onClick={() => onNode(box.id)}>
                <span className="edge-row__name" data-health={healthKey(boxHealth(box))} title={box.label}>
                  <HealthGlyph health={boxHealth(box)} />
                  <bdi>{box.label}</bdi>
                </span>
                <span className="age">{boxDetail(box)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="table-foot">
        {Math.min(limit, found.length).toLocaleString('en')} of {counted(boxes.length, 'service')}.{' '}
        {limit < found.length ? (
          <Button onClick={() => setLimit((held) => held + AT_ONCE)}>Show {AT_ONCE} more</Button>
        ) : null}
      </p>
    </div>
  );
}
