'use client';
import { useLiveStatus } from '@/lib/client';
import type { TrafficAge } from '@/lib/model';
import { RelativeTime } from '../time';
import { StaleNote } from '../ui/states';

/** Each Prometheus that does not answer: its error, and the age of the traffic that is shown. */
export function TrafficNotes() {
  const { traffic } = useLiveStatus();
  const silent = Object.entries(traffic).filter(([, { state }]) => state === 'silent');
  if (silent.length === 0) return null;
  return (
    <div className="map__notes" role="status">
      {silent.map(([address, age]) => (
        <TrafficNote key={address} address={address} age={age} />
      ))}
    </div>
  );
}

function TrafficNote({ address, age: { sentence, observedAt } }: { address: string; age: TrafficAge }) {
  return (
    <StaleNote
      title={
        <>
          Traffic is not known: <bdi className="mono">{address}</bdi> does not report it.
        </>
      }
    >
      {sentence}{' '}
      {observedAt === null ? (
        'It has reported nothing since Pilothouse started.'
      ) : (
        <>
          The pale lines show what was observed <RelativeTime at={observedAt} form="ago" />.
        </>
      )}
    </StaleNote>
  );
}
