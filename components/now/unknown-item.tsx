import Link from 'next/link';
import { HealthGlyph } from '../health';
import { counted } from '../list/counted';
import { RelativeTime } from '../time';
import type { UnknownGroup } from './unknown-groups';

const NAMES_SHOWN = 5;

/** Services that are Unknown for one reason: how many, which, why, and their last known status. Hatched, with its age. */
export function UnknownItem({ group }: { group: UnknownGroup }) {
  const { cluster, services, problems, were, seenAt } = group;
  const [{ health }] = problems;
  return (
    <li className="problem stale" data-health="unknown">
      <HealthGlyph health="Unknown" />
      <h3>
        {counted(services.length, 'service')} <span>{cluster}</span>
      </h3>
      <p>{health.message}</p>
      <p className="behind">
        {namesOf(services)}.{were.length === 0 ? null : ` Last known: ${wereWords(were)}`}
        {seenAt === null ? (
          ' Never seen.'
        ) : (
          <>
            , <RelativeTime at={seenAt} form="ago" />.
          </>
        )}
      </p>
      <div className="side">
        {health.since === null ? (
          <span />
        ) : (
          <span className="age">
            <RelativeTime at={health.since} form="for" />
          </span>
        )}
        <Link href={`/clusters/${encodeURIComponent(cluster)}`} prefetch={false}>
          Open {cluster}
        </Link>
      </div>
    </li>
  );
}

function namesOf(services: readonly string[]): string {
  const shown = services.slice(0, NAMES_SHOWN);
  const others = services.length - shown.length;
  return others === 0 ? shown.join(', ') : `${shown.join(', ')} and ${others} more`;
}

function wereWords(were: UnknownGroup['were']): string {
  return were.map(({ status, count }) => (were.length === 1 ? status : `${count} ${status}`)).join(', ');
}
