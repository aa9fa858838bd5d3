'use client';
import { useMemo, useState } from 'react';
import { HealthGlyph, healthKey } from '../health';
import { Button } from '../ui/button';
import { boxHealth } from './box-words';
import type { DrawnBox, DrawnMap, Line } from './collapse';
import { LineMark } from './line-mark';
import { LineTraffic } from './traffic';
import { matches } from './use-box-nodes';

const AT_ONCE = 100;

export interface EdgeTableProps {
  drawn: DrawnMap;
  find: string;
  edge: string | null;
  onEdge: (line: string) => void;
  onNode: (box: string) => void;
}

/** The same edges as a table: everything that the map shows, without the map. */
export function EdgeTable({ drawn, find, edge, onEdge, onNode }: EdgeTableProps) {
  const [limit, setLimit] = useState(AT_ONCE);
  const byId = useMemo(() => new Map(drawn.boxes.map((box) => [box.id, box])), [drawn.boxes]);
  const rows = useMemo(() => sorted(drawn.lines, byId, find.trim().toLowerCase()), [drawn.lines, byId, find]);
  return (
    <div className="map__list">
      <table className="table" aria-label="Edges">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Kind</th>
            <th scope="col">Evidence</th>
            <th scope="col">Traffic</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map(({ line, from, to }) => (
            <tr key={line.id} data-at={line.id === edge || undefined}>
              <td>
                <BoxButton box={from} onNode={onNode} />
              </td>
              <td>
                <BoxButton box={to} onNode={onNode} />
              </td>
              <td>{line.kind}</td>
              <td>
                <button type="button" className="btn btn--link" onClick={() => onEdge(line.id)}>
                  <LineMark source={line.source} fails={line.fails} stale={line.until !== null} />
                  {line.source}
                </button>
              </td>
              <td>
                <LineTraffic line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="table-foot">
        {Math.min(limit, rows.length).toLocaleString('en')} of {rows.length.toLocaleString('en')} edges.{' '}
        {limit < rows.length ? (
          <Button onClick={() => setLimit((held) => held + AT_ONCE)}>Show {AT_ONCE} more</Button>
        ) : null}
      </p>
    </div>
  );
}

function BoxButton({ box, onNode }: { box: DrawnBox; onNode: (id: string) => void }) {
  const health = boxHealth(box);
  return (
    <button
      type="button"
      className="btn btn--link map__name"
      data-health={healthKey(health)}
      title={box.label}
      onClick={() => onNode(box.id)}
    >
      <HealthGlyph health={health} />
      <bdi>{box.label}</bdi>
    </button>
  );
}

interface Row {
  readonly line: Line;
  readonly from: DrawnBox;
  readonly to: DrawnBox;
}

/** Failing edges first, then by the name of the caller. */
function sorted(lines: readonly Line[], byId: ReadonlyMap<string, DrawnBox>, wanted: string): Row[] {
  return lines
    .flatMap((line) => {
      const from = byId.get(line.from);
      const to = byId.get(line.to);
      return from === undefined || to === undefined ? [] : [{ line, from, to }];
    })
    .filter(({ from, to }) => wanted === '' || matches(from, wanted) || matches(to, wanted))
    .sort(
      (a, b) =>
        Number(b.line.fails) - Number(a.line.fails) ||
        a.from.label.localeCompare(b.from.label) ||
        a.to.label.localeCompare(b.to.label),
    );
}
