'use client';
import Link from 'next/link';
import type { Presence, ServiceDifference } from '@/lib/model';
import { NoPlacementCell, PlacementCell } from '../health';
import { useRowList } from '../list/use-row-list';
import { counted } from '../list/counted';
import { titleOf } from '../list/title-of';
import { ButtonLink } from '../ui/button';
import { Head, SpacerRow, Table } from '../ui/table';
import { serviceWords, type SideNames } from './difference-words';

const ROW_PX = 41;
const COLUMNS = 6;

/** The page of a service; for an entry point its place on the map. */
function hrefOf({ service, left, right }: ServiceDifference): string {
  if (service !== null) return `/catalog/${encodeURIComponent(service)}`;
  return `/topology?node=${encodeURIComponent((left ?? right)?.places[0]?.id ?? '')}`;
}

export interface ServicesDifferProps {
  services: readonly ServiceDifference[];
  names: SideNames;
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
}

/** A row for each service: what runs of it on each side. J and K move, Enter opens. */
export function ServicesDiffer({ services, names, mayRequest }: ServicesDifferProps) {
  const { from, to, before, after, place, measure, at } = useRowList(services, { rowPx: ROW_PX, hrefOf });
  return (
    <div className="panel" ref={place}>
      <Table caption="Services that differ" className="differ" sticky aria-rowcount={services.length + 1}>
        <thead>
          <tr>
            <Head>Service</Head>
            <Head>Owner</Head>
            <Head>{names.left}</Head>
            <Head>{names.right}</Head>
            <Head>Difference</Head>
            <Head>
              <span className="vh">Deploy</span>
            </Head>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={before} columns={COLUMNS} />
          {services.slice(from, to).map((row, offset) => (
            <tr
              key={row.key}
              ref={measure}
              data-index={from + offset}
              data-at={from + offset === at || undefined}
              data-difference={row.difference}
            >
              <td data-col="name">
                <Link className="name" href={hrefOf(row)} prefetch={false}>
                  <bdi>{row.name}</bdi>
                </Link>
                {row.kind === 'entry' ? <span className="where">{row.what}</span> : null}
              </td>
              <td data-col="owner" className="soft">
                <Owner row={row} />
              </td>
              <PresenceCell presence={row.left} name={names.left} />
              <PresenceCell presence={row.right} name={names.right} />
              <td data-col="word" className="soft">
                {serviceWords(row, names)}
              </td>
              <td data-col="action" className="num">
                {mayRequest ? <Promote row={row} names={names} /> : null}
              </td>
            </tr>
          ))}
          <SpacerRow height={after} columns={COLUMNS} />
        </tbody>
      </Table>
    </div>
  );
}

function Owner({ row: { owner, kind } }: { row: ServiceDifference }) {
  if (owner !== null) return <>{titleOf(owner)}</>;
  return kind === 'entry' ? null : <span className="muted">no owner</span>;
}

/** Links to the deploy of the newer version, with its plan. */
function Promote({ row: { service, promote }, names }: { row: ServiceDifference; names: SideNames }) {
  if (service === null || promote === null) return null;
  const { to, placement, image, version } = promote;
  const query = new URLSearchParams({ do: 'deploy', placement, image });
  return (
    <ButtonLink
      href={`/catalog/${encodeURIComponent(service)}?${query.toString()}`}
      aria-label={`Deploy ${version} to ${names[to]}`}
    >
      Deploy {version}
    </ButtonLink>
  );
}

function PresenceCell({ presence, name }: { presence: Presence | null; name: string }) {
  return (
    <td data-col="side">
      <span className="side-name">{name}</span>
      {presence === null ? (
        <NoPlacementCell />
      ) : (
        <PlacementCell
          health={presence.status}
          version={presence.versions.length === 0 ? 'is there' : presence.versions.join(', ')}
          word={presence.versions.length === 0}
          reps={presence.places.length > 1 ? counted(presence.places.length, 'place') : undefined}
          title={presence.places
            .map(({ namespace, cluster, version }) => `${namespace}, ${cluster}: ${version ?? 'no version'}`)
            .join('\n')}
        />
      )}
    </td>
  );
}
