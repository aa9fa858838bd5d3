'use client';
import Link from 'next/link';
import type { NowView } from '@/lib/model';
import { HEALTH_RANK } from '@/lib/model';
import { HealthGlyph, healthKey } from '../health';
import { AwayCluster, useAwayClusters } from './away-clusters';
import { PictureAge } from './picture-age';
import { RecentList } from './recent-list';
import { RollingList } from './rolling-list';
import { Strained } from './strained';
import { Verdict } from './verdict';
import { WaitingList } from './waiting-list';

/** Nothing is wrong: one sentence, a row for each environment, and what is rolling out or waits. */
export function Calm({ now }: { now: NowView }) {
  const away = useAwayClusters();
  return (
    <div className="calm">
      <Verdict
        verdict={now.verdict}
        sentence={
          <>
            {now.sentence} <PictureAge />
          </>
        }
        meters={[]}
        calm
      />
      {away.length === 0 ? null : (
        <ol className="panel problems" aria-label="Clusters that cannot be read">
          {away.map(([name, age]) => (
            <AwayCluster key={name} name={name} age={age} />
          ))}
        </ol>
      )}
      <Strained problems={now.strained} total={now.totals.strained} />
      {now.environments.length === 0 ? null : <Environments environments={now.environments} />}
      {now.rolling.length === 0 ? null : <RollingList view={now} />}
      {now.waiting.length === 0 ? null : <WaitingList changes={now.waiting} />}
      <RecentList entries={now.recent} />
    </div>
  );
}

function Environments({ environments }: { environments: NowView['environments'] }) {
  const rows = [...environments].sort(
    (a, b) => Number(b.name === 'production') - Number(a.name === 'production'),
  );
  return (
    <ul className="panel calm__envs" aria-label="Environments">
      {rows.map((environment) => {
        const health = healthOf(environment);
        return (
          <li key={environment.name} data-health={healthKey(health)}>
            <HealthGlyph health={health} silent />
            <Link className="name" href={`/catalog?environment=${encodeURIComponent(environment.name)}`}>
              {environment.title}
            </Link>
            <span className="soft">
              {environment.counts.map(({ status, services }) => `${services} ${status}`).join(', ')}
            </span>
            <span className="age">{environment.clusters.join(', ')}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Idle and Suspended are what was requested: an environment of such placements counts as well. */
function healthOf({ services, healthy, counts }: NowView['environments'][number]) {
  const [worst] = [...counts].sort((a, b) => HEALTH_RANK[b.status] - HEALTH_RANK[a.status]);
  return services === healthy || worst === undefined ? 'Healthy' : worst.status;
}
