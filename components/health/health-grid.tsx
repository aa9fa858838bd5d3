'use client';
import Link from 'next/link';
import type { PlacementSummary, ServiceSummary } from '@/lib/model';
import { useWindowRows } from '../list/use-window-rows';
import { titleOf } from '../list/title-of';
import { GroupRow, Head, SpacerRow, Table } from '../ui/table';
import { HealthCounts } from './health-counts';
import { HeatCell } from './heat-cell';
import { NoPlacementCell } from './placement-cell';
import { countLines, type GridLine, type HealthGrid } from './select';

const ROW_PX = 41;

type Line = { readonly group: string; readonly lines: readonly GridLine[] } | { readonly line: GridLine };

export interface HealthGridTableProps {
  grid: HealthGrid;
  /** Titles of environments by their names. */
  titles: ReadonlyMap<string, string>;
  mayRequest: boolean;
}

/** Services by environments, a glyph for each placement, and the sentence of the worst one. Of long grids only what is in view is drawn. */
export function HealthGridTable({ grid, titles, mayRequest }: HealthGridTableProps) {
  const lines = linesOf(grid);
  const { from, to, before, after, place, measure } = useWindowRows(lines.length, ROW_PX);
  const width = grid.columns.length + 2;
  return (
    <div className="panel" ref={place}>
      <Table
        caption="Health by service and environment"
        className="heat"
        sticky
        aria-rowcount={lines.length + 1}
      >
        <thead>
          <tr>
            <Head>Service</Head>
            {grid.columns.map((name) => (
              <Head key={name} data-col="heat">
                {titles.get(name) ?? titleOf(name)}
              </Head>
            ))}
            <Head>Worst placement</Head>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={before} columns={width} />
          {lines
            .slice(from, to)
            .map((line, offset) =>
              'group' in line ? (
                <GroupRow
                  key={`group:${line.group}`}
                  ref={measure}
                  data-index={from + offset}
                  label={line.group}
                  count={line.lines.length}
                  columns={width}
                  aside={<HealthCounts counts={countLines(line.lines)} />}
                />
              ) : (
                <ServiceLine
                  key={line.line.service.id}
                  line={line.line}
                  columns={grid.columns}
                  titles={titles}
                  mayRequest={mayRequest}
                  index={from + offset}
                  measure={measure}
                />
              ),
            )}
          <SpacerRow height={after} columns={width} />
        </tbody>
      </Table>
    </div>
  );
}

interface ServiceLineProps {
  line: GridLine;
  columns: readonly string[];
  titles: ReadonlyMap<string, string>;
  mayRequest: boolean;
  index: number;
  measure: (row: Element | null) => void;
}

function ServiceLine({ line, columns, titles, mayRequest, index, measure }: ServiceLineProps) {
  const { service, cells, worst } = line;
  const well = worst.health.status === 'Healthy';
  return (
    <tr ref={measure} data-index={index}>
      <th scope="row" data-col="name">
        <Link
          className="name"
          href={`/catalog/${encodeURIComponent(service.id)}?tab=health`}
          prefetch={false}
        >
          {service.name}
        </Link>
      </th>
      {columns.map((name) => (
        <td key={name} data-col="heat" data-head={titles.get(name) ?? titleOf(name)}>
          <Cells service={service} placements={cells.get(name) ?? []} mayRequest={mayRequest} />
        </td>
      ))}
      <td data-col="why" className={well ? 'muted' : undefined}>
        {worst.health.message}
      </td>
    </tr>
  );
}

function Cells({
  service,
  placements,
  mayRequest,
}: {
  service: ServiceSummary;
  placements: readonly PlacementSummary[];
  mayRequest: boolean;
}) {
  if (placements.length === 0) return <NoPlacementCell />;
  return (
    <div className="heat__cells">
      {placements.map((placement) => (
        <HeatCell key={placement.id} service={service} placement={placement} mayRequest={mayRequest} />
      ))}
    </div>
  );
}

function linesOf({ groups }: HealthGrid): Line[] {
  return groups.flatMap(({ label, lines }) => [
    ...(groups.length === 1 && label === null
      ? []
      : [{ group: label === null ? 'None' : titleOf(label), lines }]),
    ...lines.map((line) => ({ line })),
  ]);
}
