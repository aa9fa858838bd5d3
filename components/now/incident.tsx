import Link from 'next/link';
import type { Problem, RolloutRow } from '@/lib/model';
import { HealthGlyph, healthKey } from '../health';
import { ReceiptLine } from '../receipt';
import { wayBack } from '../rollouts/way-back';
import { RelativeTime } from '../time';
import { ButtonLink } from '../ui/button';
import { deployHref, serviceHref, whereOf } from './problem-links';

export interface IncidentProps {
  problem: Problem;
  /** The rollout of the same placement, if one is under way. */
  rollout: RolloutRow | null;
  /** Whether the one who looks may ask for Changes. */
  mayAsk: boolean;
}

/** The worst problem: why, since when, the Change behind it, what it was read from, and one main action. */
export function Incident({ problem, rollout, mayAsk }: IncidentProps) {
  const { health, behind } = problem;
  const href = serviceHref(problem);
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
      <div className="incident__body incident__body--plain">
        <div>
          <p className="why">
            <strong>{health.message}</strong>
          </p>
          <dl className="facts">
            <dt>Behind it</dt>
            <dd>
              <Behind behind={behind} rollout={rollout} />
            </dd>
            <dt>Read from</dt>
            <dd>
              {health.receipts.map((receipt) => (
                <ReceiptLine key={receipt.field} receipt={receipt} />
              ))}
            </dd>
          </dl>
        </div>
      </div>
      <Next problem={problem} rollout={rollout} mayAsk={mayAsk} />
    </article>
  );
}

function Behind({ behind, rollout }: { behind: Problem['behind']; rollout: RolloutRow | null }) {
  if (behind !== null) {
    return (
      <>
        <Link href={`/changes/${behind.id}`}>{behind.id}</Link> {behind.title}
        <br />
        <span className="soft">
          <RelativeTime at={behind.at} form="ago" />
        </span>
      </>
    );
  }
  if (rollout !== null && rollout.fromVersion !== null && rollout.fromVersion !== rollout.toVersion) {
    return (
      <>
        A rollout from <code>{rollout.fromVersion}</code> to <code>{rollout.toVersion}</code>, begun outside
        Pilothouse
      </>
    );
  }
  return <span className="soft">No Change of the last 24 h touched it.</span>;
}

function Next({ problem, rollout, mayAsk }: IncidentProps) {
  const href = serviceHref(problem);
  const back = rollout === null || !mayAsk ? null : wayBack(rollout);
  if (back === null) {
    return (
      <div className="incident__next">
        <ButtonLink kind="main" href={href}>
          Open {problem.serviceName}
        </ButtonLink>
        <p>Its pods, endpoints and events, live.</p>
      </div>
    );
  }
  return (
    <div className="incident__next">
      <ButtonLink kind="main" icon="back" href={deployHref(problem, back)}>
        Deploy {back.version} again
      </ButtonLink>
      <ButtonLink href={href}>Open {problem.serviceName}</ButtonLink>
      <p>You see the plan first.</p>
    </div>
  );
}
