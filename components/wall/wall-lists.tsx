import type { NowView, Problem, RolloutRow } from '@/lib/model';
import { HealthGlyph, HealthLabel, healthKey, ROLLOUT_HEALTH } from '../health';
import { PodCells } from '../pods/pod-cells';
import { Versions } from '../rollouts/versions';
import { RelativeTime } from '../time';
import { cx } from '../ui/cx';
import type { WallEnvironment } from './wall-environments';

const BROKEN_SHOWN = 5;
const ROLLING_SHOWN = 4;

/** Problems, then what is Unknown, as many as fit on a wall; the others are counted. */
export function WallBroken({ now: { broken, unknown, totals } }: { now: NowView }) {
  const shown = [...broken, ...unknown].slice(0, BROKEN_SHOWN);
  const hidden = totals.broken + totals.unknown - shown.length;
  return (
    <section aria-labelledby="wall-broken">
      <h2 id="wall-broken">
        Broken <span>{totals.broken}</span>
        {totals.unknown === 0 ? null : (
          <>
            , unknown <span>{totals.unknown}</span>
          </>
        )}
      </h2>
      {shown.length === 0 ? (
        <p className="soft">Nothing is broken.</p>
      ) : (
        <ol>
          {shown.map((problem) => (
            <BrokenLine key={problem.placement} problem={problem} />
          ))}
        </ol>
      )}
      {hidden > 0 ? <p className="soft">{hidden} more.</p> : null}
    </section>
  );
}

function BrokenLine({ problem: { serviceName, cluster, health, behind } }: { problem: Problem }) {
  return (
    <li
      className={cx('wall__problem', health.status === 'Unknown' && 'stale')}
      data-health={healthKey(health.status)}
    >
      <HealthGlyph health={health.status} />
      <h3>
        {serviceName} <span>{cluster}</span>
      </h3>
      {health.since === null ? <span /> : <RelativeTime at={health.since} form="for" />}
      <p>
        {health.message}
        {behind === null ? null : ` Behind it: ${behind.id}, ${behind.title}.`}
      </p>
    </li>
  );
}

/** What is rolling out, as much as fits on a wall. */
export function WallRolling({ rolling, total }: { rolling: readonly RolloutRow[]; total: number }) {
  const shown = rolling.slice(0, ROLLING_SHOWN);
  return (
    <section aria-labelledby="wall-rolling">
      <h2 id="wall-rolling">
        Rolling out <span>{total}</span>
      </h2>
      {shown.length === 0 ? (
        <p className="soft">Nothing is rolling out.</p>
      ) : (
        <ol>
          {shown.map((row) => (
            <li key={row.id} className="wall__rollout">
              <div>
                <h3>
                  {row.serviceName} <span>{row.workload.cluster}</span>
                </h3>
                <Versions from={row.fromVersion} to={row.toVersion} />
              </div>
              <PodCells cells={row.cells} complete={row.state === 'Complete'} />
              <HealthLabel health={ROLLOUT_HEALTH[row.state]} word={row.state} />
            </li>
          ))}
        </ol>
      )}
      {total > shown.length ? <p className="soft">{total - shown.length} more.</p> : null}
    </section>
  );
}

/** Each environment: a glyph for each service, the worst first, and the counts in words. */
export function WallEnvironments({ environments }: { environments: readonly WallEnvironment[] }) {
  return (
    <div>
      {environments.map(({ name, title, glyphs, hidden, counts }) => (
        <section key={name} aria-label={title}>
          <h2>
            {title} <span>{counts.map(([health, count]) => `${count} ${health}`).join(', ')}</span>
          </h2>
          <ul className="wall__grid">
            {glyphs.map(({ service, health }) => (
              <li
                key={service}
                data-health={healthKey(health)}
                className={cx(health === 'Unknown' && 'stale')}
              >
                <HealthGlyph health={health} label={`${service}: ${health}`} />
              </li>
            ))}
          </ul>
          {hidden === 0 ? null : <p className="soft">{hidden} more, none worse.</p>}
        </section>
      ))}
    </div>
  );
}
