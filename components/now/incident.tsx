'use client';
import Link from 'next/link';
import type { Problem, Readiness, RolloutRow } from '@/lib/model';
import { MoveButton, movesOf } from '../advice';
import { HealthGlyph, healthKey } from '../health';
import { ReadyChart, useReadyChart } from '../history/ready-chart';
import { ReceiptLine } from '../receipt';
import { wayBack } from '../rollouts/way-back';
import { RelativeTime } from '../time';
import { ButtonLink } from '../ui/button';
import { cx } from '../ui/cx';
import { outsideWords } from './outside-words';
import { rollbackHref, serviceHref, whereOf } from './problem-links';

export interface IncidentProps {
  problem: Problem;
  /** The rollout of the same placement, if one is under way. */
  rollout: RolloutRow | null;
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
  /** Its ready pods over time, as the page was rendered; null where no history is kept. */
  readiness: Readiness | null;
}

/** The worst problem: why, since when, the Change behind it, what was read, and one main action. */
export function Incident({ problem, rollout, mayRequest, readiness }: IncidentProps) {
  const { health, behind } = problem;
  const href = serviceHref(problem);
  const chart = useReadyChart(problem, readiness);
  return (
    <article className="panel incident" data-health={healthKey(health.status)}>
      <header className="incident__head">
        <HealthGlyph health={health.status} />
        <h3>
          <Link className="plain" href={href}>
            {problem.serviceName}
          </Link>
        </h3>
        <span className="where">{whereOf(problem)}</span>
        {health.since === null ? null : (
          <span className="since">
            <RelativeTime at={health.since} form="for" />
          </span>
        )}
      </header>
      <div className={cx('incident__body', chart === null && 'incident__body--plain')}>
        <div>
          <p className="why">
            <strong>{health.message}</strong>
            {health.advice === null ? null : ` ${health.advice.cause}`}
          </p>
          <dl className="facts">
            <dt>Behind it</dt>
            <dd>
              <Behind problem={problem} rollout={rollout} />
            </dd>
            <dt>Read from</dt>
            <dd>
              {health.receipts.map((receipt) => (
                <ReceiptLine key={receipt.field} receipt={receipt} />
              ))}
            </dd>
          </dl>
        </div>
        {chart === null ? null : <ReadyChart readiness={chart} behind={behind} />}
      </div>
      <Next problem={problem} rollout={rollout} mayRequest={mayRequest} />
    </article>
  );
}

function Behind({ problem, rollout }: Pick<IncidentProps, 'problem' | 'rollout'>) {
  const { behind, outside } = problem;
  return (
    <>
      {behind === null ? null : (
        <>
          <Link href={`/changes/${behind.id}`}>{behind.id}</Link> {behind.title}
          <span className="sub">
            <RelativeTime at={behind.at} form="ago" />
          </span>
        </>
      )}
      {outside === null ? null : (
        <>
          {outsideWords(outside, rollout)}
          <span className="sub">
            <RelativeTime at={outside.at} form="ago" />
          </span>
        </>
      )}
      {behind === null && outside === null ? (
        <span className="soft">
          No Change affected it in the last 24 h, and no edit outside Pilothouse is known from the hour
          before.
        </span>
      ) : null}
    </>
  );
}

const STEPS_SHOWN = 1;

/** The main action, the next steps after it, and the link to the service. */
function Next({ problem, rollout, mayRequest }: Pick<IncidentProps, 'problem' | 'rollout' | 'mayRequest'>) {
  const { service, placement, health } = problem;
  const moves = movesOf(health.advice, { service, placement, mayRequest }).filter(
    (move) => move.type === 'link',
  );
  const request = moves.find(({ requests }) => requests);
  const back = rollout === null || !mayRequest ? null : wayBack(rollout);
  const main =
    request !== undefined ? (
      <MoveButton move={request} main />
    ) : back !== null && rollout !== null ? (
      <ButtonLink kind="main" icon="back" href={rollbackHref(problem, rollout, back)}>
        {back.label}
      </ButtonLink>
    ) : null;
  const open = (
    <ButtonLink kind={main === null ? 'main' : 'plain'} href={serviceHref(problem)}>
      Open {problem.serviceName}
    </ButtonLink>
  );
  return (
    <div className="incident__next">
      {main ?? open}
      {moves
        .filter((move) => move !== request && !move.outside)
        .slice(0, STEPS_SHOWN)
        .map((move) => (
          <MoveButton key={move.href} move={move} />
        ))}
      {main === null ? null : open}
      <p>{main === null ? 'Its pods, endpoints and events, live.' : 'You see the plan first.'}</p>
    </div>
  );
}
