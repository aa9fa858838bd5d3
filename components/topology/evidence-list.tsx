import { useLiveStatus } from '@/lib/client';
import type { Evidence, EvidenceSource, MapEdge } from '@/lib/model';
import { lastObserved, lastTrue } from '../list/cluster-ages';
import { RelativeTime } from '../time';
import { EdgeVerdict } from './edge-verdict';
import { LineMark } from './line-mark';

const WORDS: Record<EvidenceSource, string> = {
  declared: 'Declared',
  configured: 'Configured',
  observed: 'Observed',
};

/** The evidence of an edge, strongest first, with a receipt each. */
export function EvidenceList({ edge }: { edge: MapEdge }) {
  return (
    <div className="evidence">
      <EvidenceReceipts evidence={edge.evidence} />
      <EdgeVerdict edge={edge} />
    </div>
  );
}

/** One receipt for each piece of evidence, strongest first. */
export function EvidenceReceipts({ evidence }: Pick<MapEdge, 'evidence'>) {
  return evidence.map((one, index) => <EvidenceReceipt key={`${one.source} ${index}`} evidence={one} />);
}

function EvidenceReceipt({ evidence }: { evidence: Evidence }) {
  const { ages, traffic } = useLiveStatus();
  const { source, object, field, value, cluster, observedAt, reader } = evidence;
  const age = reader === undefined ? undefined : traffic[reader];
  const stale = age?.state === 'silent';
  const at =
    reader !== undefined && observedAt !== null
      ? lastObserved(observedAt, age)
      : observedAt !== null && cluster !== null
        ? lastTrue(observedAt, cluster, ages)
        : observedAt;
  return (
    <div>
      <h4>
        <LineMark source={source} stale={stale} />
        {stale ? 'Was observed' : WORDS[source]}
        {at === null ? null : (
          <span className="age">
            {source === 'declared' ? 'read ' : null}
            <RelativeTime at={at} form="ago" />
          </span>
        )}
      </h4>
      <dl className="receipt">
        <dt>object</dt>
        <dd dir="auto">{object}</dd>
        <dt>field</dt>
        <dd dir="auto">{field}</dd>
        <dt>value</dt>
        <dd dir="auto">
          <b>{value}</b>
        </dd>
        {reader === undefined ? null : (
          <>
            <dt>source</dt>
            <dd dir="auto">{reader}</dd>
          </>
        )}
        {cluster === null ? null : (
          <>
            <dt>cluster</dt>
            <dd>{cluster}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
