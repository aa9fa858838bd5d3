'use client';
import Link from 'next/link';
import { useId } from 'react';
import type { MapNode } from '@/lib/model';
import { HealthGlyph, healthKey, HealthLabel, LastKnown } from '../health';
import { counted } from '../list/counted';
import { RelativeTime } from '../time';
import { Actions, Button } from '../ui/button';
import { boxDetail, boxHealth, isStale, troubleOf } from './box-words';
import type { DrawnBox, DrawnMap } from './collapse';
import type { MapQuery } from './map-query';
import { NeighbourList } from './neighbour-list';
import { tiesOf } from './ties';

export interface SidePanelProps {
  drawn: DrawnMap;
  query: MapQuery;
  onNode: (id: string | null) => void;
  onEdge: (id: string | null) => void;
  onFocus: (id: string | null) => void;
  onHide: (id: string) => void;
  onOpen: (group: string) => void;
}

/** The selection: its health, its callers and callees, and the evidence. Without a selection, what is not Healthy. */
export function SidePanel(props: SidePanelProps) {
  const { drawn, query, onNode, onEdge } = props;
  const box = drawn.boxes.find(({ id }) => id === query.node);
  if (box === undefined) return <Overview drawn={drawn} onNode={onNode} />;
  return (
    <aside className="side" aria-label={box.label}>
      <SideHead {...props} box={box} />
      <NeighbourList ties={tiesOf(drawn, box.id)} edge={query.edge} onEdge={onEdge} onNode={onNode} />
      <Unread settings={box.node?.unread ?? []} />
    </aside>
  );
}

function SideHead({ box, query, onFocus, onHide, onOpen }: SidePanelProps & { box: DrawnBox }) {
  const health = boxHealth(box);
  const { node } = box;
  return (
    <header className="side__head" data-health={healthKey(health)}>
      <div className="actions">
        <h2>
          <BoxTitle box={box} />
        </h2>
        <HealthLabel health={health} block stale={isStale(box)} />
      </div>
      {node === null ? (
        <p className="soft">
          {counted(box.members.length, 'service')}
          {troubleOf(box) === null ? ', all Healthy.' : `: ${troubleOf(box) ?? ''}.`}
        </p>
      ) : (
        <NodeFacts node={node} box={box} />
      )}
      <Actions>
        {node === null ? (
          <Button icon="resize" onClick={() => onOpen(box.id)}>
            Open <bdi>{box.label}</bdi>
          </Button>
        ) : query.focus === node.id ? (
          <Button onClick={() => onFocus(null)}>Show the whole map</Button>
        ) : (
          <Button icon="here" className="btn desk" onClick={() => onFocus(node.id)}>
            Focus
          </Button>
        )}
        {node === null ? null : (
          <Button onClick={() => onHide(node.id)} aria-label={`Hide ${node.name}`}>
            Hide
          </Button>
        )}
      </Actions>
    </header>
  );
}

function BoxTitle({ box: { node, label } }: { box: DrawnBox }) {
  if (node?.service == null) return <bdi>{label}</bdi>;
  return (
    <Link className="plain" href={`/catalog/${encodeURIComponent(node.service)}`}>
      <bdi>{label}</bdi>
    </Link>
  );
}

function NodeFacts({ node, box }: { node: MapNode; box: DrawnBox }) {
  return (
    <>
      <p className="soft">
        {node.health.message}{' '}
        {node.health.since === null || node.health.status === 'Healthy' ? null : (
          <span className="nowrap">
            For <RelativeTime at={node.health.since} />.
          </span>
        )}
        {isStale(box) ? (
          <>
            {' '}
            <LastKnown last={node.health.last} />
          </>
        ) : null}
      </p>
      {node.rollout === null ? null : <p className="soft">{node.rollout.sentence}</p>}
      <p className="muted">
        {node.what}
        {node.object === null ? null : (
          <>
            {' '}
            <code dir="auto">{node.object}</code>
          </>
        )}
        , <code>{boxDetail(box)}</code>
        {node.cluster === null ? null : `, ${node.cluster}`}
        {node.owner === null ? null : `, owned by ${node.owner}`}
      </p>
    </>
  );
}

/** What the map cannot show about a service, and why. */
function Unread({ settings }: { settings: readonly string[] }) {
  const id = useId();
  if (settings.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>Not read, so not drawn</h3>
      <ul className="muted">
        {settings.map((setting) => (
          <li key={setting}>{setting}</li>
        ))}
      </ul>
    </section>
  );
}

const TROUBLE_MAX = 12;

function Overview({ drawn, onNode }: Pick<SidePanelProps, 'drawn' | 'onNode'>) {
  const bad = drawn.boxes
    .filter((box) => box.kind !== 'external' && boxHealth(box) !== 'Healthy' && boxHealth(box) !== 'Idle')
    .map((box) => ({ box, health: boxHealth(box) }))
    .sort((a, b) => rank(a.health) - rank(b.health) || a.box.label.localeCompare(b.box.label));
  return (
    <aside className="side" aria-label="Nothing is selected">
      <header className="side__head">
        <h2>
          {bad.length === 0
            ? 'Everything on the map is Healthy'
            : `${bad.length} of ${counted(drawn.boxes.length, 'box', 'boxes')} ${bad.length === 1 ? 'is' : 'are'} not Healthy`}
        </h2>
        <p className="soft">
          Choose a box or an edge to see who calls it, whom it calls and the evidence. Arrow keys move along
          the edges.
        </p>
      </header>
      {bad.length === 0 ? null : (
        <section aria-label="Not Healthy">
          <ul>
            {bad.slice(0, TROUBLE_MAX).map(({ box, health }) => (
              <li key={box.id}>
                <button type="button" className="edge-row edge-row--plain" onClick={() => onNode(box.id)}>
                  <span className="edge-row__name" data-health={healthKey(health)} title={box.label}>
                    <HealthGlyph health={health} />
                    <bdi>{box.label}</bdi>
                  </span>
                  <span className="age">{box.node === null ? worstOf(box) : health}</span>
                </button>
              </li>
            ))}
          </ul>
          {bad.length > TROUBLE_MAX ? <p className="muted">And {bad.length - TROUBLE_MAX} more.</p> : null}
        </section>
      )}
    </aside>
  );
}

/** At most the two worst of a group, so that its name has space. */
function worstOf(box: DrawnBox): string {
  return (troubleOf(box) ?? '').split(', ').slice(0, 2).join(', ');
}

const ORDER = ['Degraded', 'Missing', 'Progressing', 'Suspended', 'Unknown'];
const rank = (health: string): number => ORDER.indexOf(health);
