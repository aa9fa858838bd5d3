'use client';
import { memo, useMemo } from 'react';
import { EVIDENCE_SOURCES, type EvidenceSource } from '@/lib/model';
import { rateOf, shareOf } from './box-words';
import type { Line } from './collapse';
import type { Layout, Route } from './layout-types';
import { arrowOf, middleOf, pathOf } from './path';

export interface MapLinesProps {
  lines: readonly Line[];
  layout: Layout;
  /** The selected box; its lines are highlighted. */
  node: string | null;
  /** The selected line; it has a halo and a tag. */
  edge: string | null;
  /** The line under the pointer. */
  over: string | null;
}

/** With more lines than this, lines are dimmed until something is selected. */
const MANY = 70;
/** With more lines than this they are dimmed further. */
const CROWD = 300;
/** Rates are shown beside at most so many lines. */
const RATES_MAX = 12;

/** All lines of the map. Lines in the background are one path for each kind of evidence, however many there are. */
export const MapLines = memo(function MapLines({ lines, layout, node, edge, over }: MapLinesProps) {
  const near = useMemo(
    () => lines.filter(({ id, from, to }) => from === node || to === node || id === edge),
    [lines, node, edge],
  );
  const pointed = lines.find(({ id }) => id === over);
  const chosen = lines.find(({ id }) => id === edge);
  const tagged = pointed ?? chosen;
  const rated = near.length > RATES_MAX ? [] : near.filter(({ id }) => id !== tagged?.id);
  return (
    <svg className="g-lines" width={layout.width} height={layout.height} aria-hidden="true">
      <Background lines={lines} layout={layout} dim={node !== null || edge !== null || lines.length > MANY} />
      {[...near, ...(pointed === undefined ? [] : [pointed])].map((line) => (
        <Foreground
          key={line.id}
          line={line}
          route={layout.routes[line.id]}
          halo={line.id === edge || line.id === over}
        />
      ))}
      {rated.map((line) => (
        <Rate key={line.id} line={line} route={layout.routes[line.id]} into={line.to === node} />
      ))}
    </svg>
  );
});

/** The tag of the line under the pointer or of the selected one, above all boxes. */
export const MapTag = memo(function MapTag({ lines, layout, edge, over }: Omit<MapLinesProps, 'node'>) {
  const line = lines.find(({ id }) => id === (over ?? edge));
  const route = layout.routes[line?.id ?? ''];
  if (line === undefined || route === undefined || line.perMinute === null) return null;
  const { x, y } = middleOf(route);
  return (
    <span
      className="g-tag"
      data-fails={line.fails || undefined}
      style={{ left: x, top: y }}
      aria-hidden="true"
    >
      {line.until === null ? null : 'was '}
      {rateOf(line.perMinute)}
      {line.fails ? <span>{shareOf(line.failShare)} fail</span> : null}
    </span>
  );
});

interface BackgroundProps {
  lines: readonly Line[];
  layout: Layout;
  dim: boolean;
}

const Background = memo(function Background({ lines, layout, dim }: BackgroundProps) {
  const groups = useMemo(() => gather(lines, layout), [lines, layout]);
  return groups.map(({ source, fails, stale, paths, arrows }) => (
    <g
      key={`${source} ${fails} ${stale}`}
      data-dim={dim && !fails ? (lines.length > CROWD ? 'more' : '') : undefined}
      className="g-group"
    >
      <path
        className="g-edge"
        data-evidence={source}
        data-fails={fails || undefined}
        data-stale={stale || undefined}
        d={paths}
      />
      <path className="g-arrow" data-fails={fails || undefined} data-stale={stale || undefined} d={arrows} />
    </g>
  ));
});

interface Gathered {
  readonly source: EvidenceSource;
  readonly fails: boolean;
  readonly stale: boolean;
  readonly paths: string;
  readonly arrows: string;
}

/** What is drawn later is above. */
const LOOKS = [
  { fails: false, stale: true },
  { fails: false, stale: false },
  { fails: true, stale: false },
] as const;

function gather(lines: readonly Line[], layout: Layout): Gathered[] {
  return LOOKS.flatMap(({ fails, stale }) =>
    EVIDENCE_SOURCES.flatMap((source) => {
      const routes = lines
        .filter((line) => line.source === source && line.fails === fails && (line.until !== null) === stale)
        .flatMap(({ id }) => layout.routes[id] ?? []);
      if (routes.length === 0) return [];
      const [paths, arrows] = [routes.map(pathOf).join(''), routes.map(arrowOf).join('')];
      return [{ source, fails, stale, paths, arrows }];
    }),
  );
}

interface OneLine {
  line: Line;
  route: Route | undefined;
}

function Foreground({ line, route, halo }: OneLine & { halo: boolean }) {
  if (route === undefined) return null;
  const d = pathOf(route);
  return (
    <g>
      {halo ? <path className="g-halo" d={d} /> : null}
      <path
        className="g-edge"
        data-evidence={line.source}
        data-fails={line.fails || undefined}
        data-stale={line.until !== null || undefined}
        d={d}
      />
      <path
        className="g-arrow"
        data-fails={line.fails || undefined}
        data-stale={line.until !== null || undefined}
        d={arrowOf(route)}
      />
    </g>
  );
}

function Rate({ line, route, into }: OneLine & { into: boolean }) {
  const end = into ? route?.points[0] : route?.points.at(-1);
  if (end === undefined || line.perMinute === null || line.until !== null || (into && !line.fails))
    return null;
  return (
    <text
      className="g-rate"
      data-fails={line.fails || undefined}
      x={end.x + (into ? 5 : -9)}
      y={end.y - 6}
      textAnchor={into ? 'start' : 'end'}
    >
      {line.fails ? `${shareOf(line.failShare)} fail` : rateOf(line.perMinute)}
    </text>
  );
}
