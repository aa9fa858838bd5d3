import Link from 'next/link';
import type { Problem, RolloutRow } from '@/lib/model';
import { HealthGlyph, healthKey } from '../health';
import { cx } from '../ui/cx';
import { RelativeTime } from '../time';
import { wayBack } from '../rollouts/way-back';
import { outsideWords } from './outside-words';
import { rollbackHref, serviceHref, whereOf } from './problem-links';

export interface ProblemItemProps {
  problem: Problem;
  /** The rollout of the same placement, if one is under way. */
  rollout: RolloutRow | null;
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
}

/** One problem in a list: what, where, why, since when. A stale one is hatched and shows its age. */
export function ProblemItem({ problem, rollout, mayRequest }: ProblemItemProps) {
  const { health, behind, outside } = problem;
  const back = rollout === null || !mayRequest ? null : wayBack(rollout);
  const stale = health.status === 'Unknown';
  return (
    <li className={cx('problem', stale && 'stale')} data-health={healthKey(health.status)}>
      <HealthGlyph health={health.status} />
      <h3>
        <Link className="name" href={serviceHref(problem)} prefetch={false}>
          {problem.serviceName}
        </Link>{' '}
        <span>{whereOf(problem)}</span>
      </h3>
      <p>
        {health.message}
        {health.advice === null || stale ? null : <span className="sub">{health.advice.cause}</span>}
      </p>
      {behind !== null ? (
        <p className="behind">
          Behind it: <Link href={`/changes/${behind.id}`}>{behind.id}</Link>, {behind.title}
        </p>
      ) : outside !== null ? (
        <p className="behind">
          Before it: {outsideWords(outside, rollout)}, <RelativeTime at={outside.at} form="ago" />
        </p>
      ) : health.last !== null ? (
        <p className="behind">
          Was {health.last.status}, last seen <RelativeTime at={health.last.observedAt} form="ago" />
        </p>
      ) : null}
      <div className="side">
        {health.since === null ? (
          <span />
        ) : (
          <span className="age">
            <RelativeTime at={health.since} form="for" />
          </span>
        )}
        {back === null || rollout === null ? (
          <Link href={serviceHref(problem)} prefetch={false} aria-label={`Open ${problem.serviceName}`}>
            Open
          </Link>
        ) : (
          <Link href={rollbackHref(problem, rollout, back)} prefetch={false}>
            {back.label}
          </Link>
        )}
      </div>
    </li>
  );
}
