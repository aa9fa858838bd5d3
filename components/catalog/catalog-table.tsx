'use client';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import type { ServiceSummary } from '@/lib/model';
import { useWindowRows } from '../list/use-window-rows';
import { titleOf } from '../list/title-of';
import { GroupRow, Head, SortHead, SpacerRow, Table, type SortDirection } from '../ui/table';
import { useRowCursor } from '../ui/use-row-cursor';
import { CatalogRow, catalogHref } from './catalog-row';
import type { PlacementColumn } from './columns';
import type { CatalogQuery, CatalogSort } from './select';

const ROW_PX = 37;

type Line =
  | { readonly group: string; readonly count: number }
  | { readonly service: ServiceSummary; readonly index: number };

export interface CatalogTableProps {
  groups: readonly { label: string | null; services: readonly ServiceSummary[] }[];
  query: CatalogQuery;
  columns: readonly PlacementColumn[];
  onSort: (sort: CatalogSort) => void;
}

/** The list: a row for each service, a cell for each placement. Of a long list only what is in view is drawn. */
export function CatalogTable({ groups, query, columns, onSort }: CatalogTableProps) {
  const router = useRouter();
  const services = useMemo(() => groups.flatMap((group) => group.services), [groups]);
  const lines = useMemo(() => linesOf(groups), [groups]);
  const { from, to, before, after, place, measure, reveal } = useWindowRows(lines.length, ROW_PX);
  const open = (index: number, search = ''): void => {
    const service = services[index];
    if (service) router.push(catalogHref(service.id) + search);
  };
  const cursor = useRowCursor({
    count: services.length,
    onOpen: open,
    keys: { d: (index) => open(index, '?do=deploy') },
    onMove: (index) => reveal(lines.findIndex((line) => 'index' in line && line.index === index)),
  });
  const width = columns.length + 3;

  return (
    <div className="panel" ref={place}>
      <Table
        caption="Services with their placements"
        className="services"
        sticky
        aria-rowcount={lines.length + 1}
      >
        <thead>
          <tr>
            <Sortable of="name" query={query} onSort={onSort}>
              Service
            </Sortable>
            <Sortable of="owner" query={query} onSort={onSort}>
              Owner
            </Sortable>
            {columns.map((column) => (
              <Head key={column.name} data-col="placement">
                {column.by === 'environment' ? titleOf(column.name) : column.name}
              </Head>
            ))}
            <Sortable of="changed" query={query} onSort={onSort} num>
              Changed
            </Sortable>
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
                  count={line.count}
                  columns={width}
                />
              ) : (
                <CatalogRow
                  key={line.service.id}
                  service={line.service}
                  columns={columns}
                  query={query}
                  at={cursor.at === line.index}
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

function linesOf(groups: CatalogTableProps['groups']): Line[] {
  let index = 0;
  const named = groups.length > 1 || (groups[0]?.label ?? null) !== null;
  return groups.flatMap(({ label, services }) => [
    ...(named ? [{ group: label === null ? 'None' : titleOf(label), count: services.length }] : []),
    ...services.map((service) => ({ service, index: index++ })),
  ]);
}

function Sortable(props: {
  of: 'name' | 'owner' | 'changed';
  query: CatalogQuery;
  onSort: (sort: CatalogSort) => void;
  num?: boolean;
  children: string;
}) {
  const { of, query, onSort, num, children } = props;
  const sorted: SortDirection | null =
    query.sort === of ? 'ascending' : query.sort === `-${of}` ? 'descending' : null;
  return (
    <SortHead
      data-col={of}
      sorted={sorted}
      num={num}
      onSort={() => onSort(query.sort === of ? `-${of}` : of)}
    >
      {children}
    </SortHead>
  );
}
