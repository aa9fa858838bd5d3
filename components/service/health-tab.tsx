'use client';
import { AdviceSteps, movesOf } from '../advice';
import { HealthLabel, healthKey, LastKnown } from '../health';
import { Receipt } from '../receipt';
import { RelativeTime } from '../time';
import { SectionHead } from '../ui/page-head';
import { EndpointsSummary } from './endpoints-summary';
import { JudgedObjects } from './judged-objects';
import type { TabPart } from './tab-part';

/** The health of a placement: the status, its likely cause, what to do next, what was read; then the health of its objects. */
export function HealthTab({ service, placement, mayRequest }: TabPart) {
  const stale = placement.health.status === 'Unknown';
  return (
    <>
      <Judgement service={service} placement={placement} mayRequest={mayRequest} />
      <JudgedObjects service={service} placement={placement} stale={stale} />
      <EndpointsSummary
        endpoints={service.endpoints.filter((endpoint) => endpoint.placement === placement.id)}
        stale={stale}
      />
    </>
  );
}

function Judgement({
  service,
  placement,
  mayRequest,
}: Pick<TabPart, 'service' | 'placement' | 'mayRequest'>) {
  const { health } = placement;
  const { status, message, since, receipts, advice, last } = health;
  const stale = status === 'Unknown';
  const moves = movesOf(advice, { service: service.id, placement: placement.id, mayRequest });
  return (
    <section aria-labelledby="judgement-head">
      <SectionHead id="judgement-head" title="Health" count={`of ${placement.cluster}`} first />
      <article className="panel judgement" data-health={healthKey(status)}>
        <div className="judgement__head">
          <HealthLabel health={status} block stale={stale} />
          {since === null ? null : (
            <span className="age">
              <RelativeTime at={since} form="for" />
            </span>
          )}
          {stale ? <LastKnown last={last} /> : null}
        </div>
        <p className="why">
          <strong>{message}</strong>
          {advice === null ? null : ` ${advice.cause}`}
        </p>
        <AdviceSteps moves={moves} />
        {receipts.map((receipt) => (
          <Receipt key={`${receipt.rule} ${receipt.field}`} receipt={receipt} stopped={stale} />
        ))}
      </article>
    </section>
  );
}
