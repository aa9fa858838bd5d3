'use client';
import { useId } from 'react';
import { counted } from '../list/counted';
import { HealthGlyph, healthKey } from '../health';
import { EvidenceList } from './evidence-list';
import { LineMark } from './line-mark';
import type { Tie, Ties } from './ties';
import { LineTraffic } from './traffic';

export interface NeighbourListProps {
  ties: Ties;
  /** The edge whose evidence is open; null for none. */
  edge: string | null;
  onEdge: (id: string | null) => void;
  /** Goes to a neighbour; without it names are not links. */
  onNode?: (id: string) => void;
  level?: 'h2' | 'h3';
}

/** The callers and callees of a service as lists; each edge opens its evidence. */
export function NeighbourList(props: NeighbourListProps) {
  const { callers, callees } = props.ties;
  return (
    <>
      <TieSection
        {...props}
        title={callers.length === 0 ? 'No callers' : `Called by ${callers.length}`}
        ties={callers}
      />
      <TieSection
        {...props}
        title={callees.length === 0 ? 'Calls nothing' : `Calls ${callees.length}`}
        ties={callees}
      />
    </>
  );
}

interface TieSectionProps extends Omit<NeighbourListProps, 'ties'> {
  title: string;
  ties: readonly Tie[];
}

function TieSection({ title, ties, edge, onEdge, onNode, level: Head = 'h3' }: TieSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Head id={id}>{title}</Head>
      <ul>
        {ties.map((tie) => (
          <li key={tie.line.id}>
            <TieRow tie={tie} open={tie.line.id === edge} onEdge={onEdge} onNode={onNode} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TieRowProps extends Pick<NeighbourListProps, 'onEdge' | 'onNode'> {
  tie: Tie;
  open: boolean;
}

function TieRow({ tie: { line, other, health }, open, onEdge, onNode }: TieRowProps) {
  const id = useId();
  const [first] = line.edges;
  return (
    <>
      <button
        type="button"
        className="edge-row"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => onEdge(open ? null : line.id)}
      >
        <LineMark source={line.source} fails={line.fails} stale={line.until !== null} />
        <span className="edge-row__name" data-health={healthKey(health)} title={other.label}>
          <HealthGlyph health={health} />
          <bdi>{other.label}</bdi>
        </span>
        <span className="age">
          <LineTraffic line={line} />
        </span>
      </button>
      {open ? (
        <div id={id}>
          {line.edges.length === 1 && first !== undefined ? (
            <EvidenceList edge={first} />
          ) : (
            <p className="muted edge-note">{counted(line.edges.length, 'edge')} between them.</p>
          )}
          {onNode === undefined ? null : (
            <button type="button" className="btn btn--link edge-go" onClick={() => onNode(other.id)}>
              Go to <bdi>{other.label}</bdi>
            </button>
          )}
        </div>
      ) : null}
    </>
  );
}
