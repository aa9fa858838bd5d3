'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import type { ServiceSummary } from '@/lib/model';
import { titleOf } from '../list/words';
import { GroupRow, Head, SortHead, Table, type SortDirection } from '../ui/table';
import { useRowCursor } from '../ui/use-row-cursor';
import { CatalogRow, catalogHref } from './catalog-row';
import { columnsOf } from './columns';
import type { CatalogQuery, CatalogSort } from './select';

const ROW_PX = 37;
const VIRTUAL_FROM = 100;

type Line =
  | { readonly group: string; readonly count: number }
  | { readonly service: ServiceSummary; readonly index: number };

export interface CatalogTableProps {
  groups: readonly { label: string | null; services: readonly ServiceSummary[] }[];
  query: CatalogQuery;
  environments: readonly string[];
  onSort: (sort: CatalogSort) => void;
}

/** The list itself: one line a service, one cell a placement. Long lists draw only what is in view. */
export function CatalogTable({ groups, query, environments, onSort }: CatalogTableProps) {
  const router = useRouter();
  const services = useMemo(() => groups.flatMap((group) => group.services), [groups]);
  const columns = useMemo(() => columnsOf(services, environments), [services, environments]);
  const lines = useMemo(() => linesOf(groups), [groups]);
  const [offset, measure] = useOffset();
  const view = useLinesInView(lines.length, offset);
  const open = (index: number, search = ''): void => {
    const service = services[index];
    if (service) router.push(catalogHref(service.id) + search);
  };
  const cursor = useRowCursor({
    count: services.length,
    onOpen: open,
    keys: { d: (index) => open(index, '?do=deploy') },
    onMove: (index) => view.reveal(lines.findIndex((line) => 'index' in line && line.index === index)),
  });
  const width = columns.length + 3;

  return (
    <div className="panel" ref={measure}>
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
          <Spacer height={view.before} columns={width} />
          {lines
            .slice(view.from, view.to)
            .map((line) =>
              'group' in line ? (
                <GroupRow key={`group:${line.group}`} label={line.group} count={line.count} columns={width} />
              ) : (
                <CatalogRow
                  key={line.service.id}
                  service={line.service}
                  columns={columns}
                  query={query}
                  at={cursor.at === line.index}
                />
              ),
            )}
          <Spacer height={view.after} columns={width} />
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
    <SortHead sorted={sorted} num={num} onSort={() => onSort(query.sort === of ? `-${of}` : of)}>
      {children}
    </SortHead>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  return height === 0 ? null : (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

/** How far down the page an element begins, measured once when it is put there. */
function useOffset() {
  const [offset, setOffset] = useState(0);
  const measure = useCallback((panel: HTMLElement | null) => {
    if (panel) setOffset(panel.getBoundingClientRect().top + window.scrollY);
  }, []);
  return [offset, measure] as const;
}

/** Which lines to draw: all of a short list, else those near the window, with the heights that stand for the rest. */
function useLinesInView(count: number, offset: number) {
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_PX,
    overscan: 20,
    scrollMargin: offset,
    enabled: count > VIRTUAL_FROM,
    initialRect: { width: 1440, height: 1200 },
  });
  if (count <= VIRTUAL_FROM) return { from: 0, to: count, before: 0, after: 0, reveal: revealRow };
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  if (!first || !last)
    return {
      from: 0,
      to: VIRTUAL_FROM,
      before: 0,
      after: (count - VIRTUAL_FROM) * ROW_PX,
      reveal: revealRow,
    };
  return {
    from: first.index,
    to: last.index + 1,
    before: first.start - offset,
    after: virtual.getTotalSize() - (last.end - offset),
    reveal: (line: number) => virtual.scrollToIndex(line, { align: 'auto' }),
  };
}

/** All rows are drawn: the browser brings the marked one into view after it was marked. */
function revealRow(): void {
  requestAnimationFrame(() => document.querySelector('[data-at]')?.scrollIntoView({ block: 'nearest' }));
}
