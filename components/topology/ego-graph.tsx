import { HealthGlyph, healthKey } from '../health';
import { boxHealth, isStale, trafficWords } from './box-words';
import type { DrawnBox } from './collapse';
import { EGO_BOX_HEIGHT, egoOf, type Ego, type EgoBox } from './ego';
import type { Ties } from './ties';

export interface EgoGraphProps {
  box: DrawnBox;
  ties: Ties;
  onNode: (id: string) => void;
}

/** One service with its callers above and its callees below. A press goes to a neighbour. */
export function EgoGraph({ box, ties, onNode }: EgoGraphProps) {
  const ego = egoOf(ties);
  const failing = ego.callers.find(({ tie }) => tie.line.fails);
  return (
    <div className="ego" style={{ height: ego.height }}>
      <svg viewBox={`0 0 100 ${ego.height}`} preserveAspectRatio="none" aria-hidden="true">
        {ego.callers.map((one) => (
          <EgoLine key={one.tie.line.id} one={one} ego={ego} above />
        ))}
        {ego.callees.map((one) => (
          <EgoLine key={one.tie.line.id} one={one} ego={ego} />
        ))}
      </svg>
      {[...ego.callers, ...ego.callees].map((one) => (
        <Neighbour key={one.tie.line.id} one={one} onNode={onNode} />
      ))}
      <div
        className="g-node ego__box"
        data-selected
        data-health={healthKey(boxHealth(box))}
        data-stale={isStale(box) || undefined}
        style={{ left: '27%', width: '46%', top: ego.centreTop, height: EGO_BOX_HEIGHT }}
      >
        <HealthGlyph health={boxHealth(box)} />
        <bdi className="g-node__name">{box.label}</bdi>
      </div>
      {ego.more.callers + ego.more.callees === 0 ? null : (
        <span className="ego__more" style={{ top: ego.centreTop + 13 }}>
          and {ego.more.callers + ego.more.callees} more
        </span>
      )}
      {failing === undefined ? null : (
        <span className="ego__rate" style={{ top: ego.centreTop - 22 }}>
          {trafficWords(failing.tie.line)}
        </span>
      )}
    </div>
  );
}

function Neighbour({
  one: { tie, left, width, top },
  onNode,
}: {
  one: EgoBox;
  onNode: EgoGraphProps['onNode'];
}) {
  return (
    <button
      type="button"
      className="g-node ego__box"
      data-health={healthKey(tie.health)}
      data-stale={isStale(tie.other) || undefined}
      title={tie.other.label}
      style={{
        left: `calc(${left * 100}% + 3px)`,
        width: `calc(${width * 100}% - 6px)`,
        top,
        height: EGO_BOX_HEIGHT,
      }}
      onClick={() => onNode(tie.other.id)}
    >
      <HealthGlyph health={tie.health} />
      <bdi className="g-node__name">{tie.other.label}</bdi>
    </button>
  );
}

function EgoLine({
  one: { tie, left, width, top },
  ego,
  above = false,
}: {
  one: EgoBox;
  ego: Ego;
  above?: boolean;
}) {
  const x = (left + width / 2) * 100;
  const middle = 50 + (x - 50) * 0.12;
  // The edge of the near row: a line of the far row bends before it and goes straight between its boxes.
  const near = above ? ego.nearAbove + EGO_BOX_HEIGHT : ego.nearBelow;
  const centre = above ? ego.centreTop : ego.centreTop + EGO_BOX_HEIGHT;
  const end = above ? top + EGO_BOX_HEIGHT : top;
  const bend = (near + centre) / 2;
  return (
    <path
      className="g-edge"
      vectorEffect="non-scaling-stroke"
      data-evidence={tie.line.source}
      data-fails={tie.line.fails || undefined}
      data-stale={tie.line.until !== null || undefined}
      d={`M${x} ${end}V${near}C${x} ${bend} ${middle} ${bend} ${middle} ${centre}`}
    />
  );
}
