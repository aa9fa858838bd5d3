'use client';
import { useLiveStatus } from '@/lib/client';
import type { RegistryServiceRow } from '@/lib/model';
import { counted } from '../list/counted';
import { RelativeTime } from '../time';
import { Icon } from '../ui/icon';
import { SOURCE_LOOK } from './registry-look';

export interface SourcesProps {
  services: readonly RegistryServiceRow[];
  /** How many disagreements there are, and in how many services. */
  disagreements: number;
  inServices: number;
}

/** The number of instances in each source, and the age of its data. */
export function Sources({ services, disagreements, inServices }: SourcesProps) {
  const count = (source: keyof RegistryServiceRow['counts']): number =>
    services.reduce((sum, { counts }) => sum + counts[source], 0);
  return (
    <dl className="panel sources">
      <div>
        <dt>
          <SourceTag source="kubernetes" />
        </dt>
        <dd>
          <b>{count('kubernetes').toLocaleString('en')}</b> from EndpointSlices
          <PictureAge clusters={new Set(services.flatMap(({ clusters }) => clusters))} />
        </dd>
      </div>
      <div>
        <dt>
          <SourceTag source="self" />
        </dt>
        <dd>
          <Reported count={count('self')} what="heartbeats" oldest={oldestOf(services, 'self')} />
        </dd>
      </div>
      <div>
        <dt>
          <SourceTag source="consul" />
        </dt>
        <dd>
          <Reported count={count('consul')} what="checks" oldest={oldestOf(services, 'consul')} />
        </dd>
      </div>
      <div>
        <dt>Disagreements</dt>
        <dd>
          <b className={disagreements > 0 ? 'loud' : undefined}>{disagreements.toLocaleString('en')}</b>{' '}
          {disagreements === 0 ? 'all sources agree' : `in ${counted(inServices, 'service')}`}
        </dd>
      </div>
    </dl>
  );
}

export function SourceTag({ source }: { source: keyof typeof SOURCE_LOOK }) {
  const { word, icon } = SOURCE_LOOK[source];
  return (
    <span className="source-tag">
      <Icon name={icon} />
      {word}
    </span>
  );
}

/** The oldest data of the clusters that these come from. */
function PictureAge({ clusters }: { clusters: ReadonlySet<string> }) {
  const { ages } = useLiveStatus();
  const seen = [...clusters].flatMap((name) => ages[name]?.observedAt ?? []);
  const oldest = seen.length === 0 ? null : seen.reduce((a, b) => (a < b ? a : b));
  return oldest === null ? null : (
    <>
      , <RelativeTime at={oldest} form="ago" />
    </>
  );
}

function Reported({ count, what, oldest }: { count: number; what: string; oldest: string | null }) {
  return (
    <>
      <b>{count.toLocaleString('en')}</b>{' '}
      {count === 0 || oldest === null ? (
        'none yet'
      ) : (
        <>
          {what}, the oldest <RelativeTime at={oldest} form="ago" />
        </>
      )}
    </>
  );
}

function oldestOf(services: readonly RegistryServiceRow[], source: 'self' | 'consul'): string | null {
  const seen = services.flatMap(({ oldestSeenAt }) => oldestSeenAt[source] ?? []);
  return seen.length === 0 ? null : seen.reduce((a, b) => (a < b ? a : b));
}
