'use client';
import { useLiveStatus } from '@/lib/client';
import { RelativeTime } from '../time';

/** The age of the oldest data of any cluster, while all of them are live. */
export function PictureAge() {
  const ages = Object.values(useLiveStatus().ages);
  const times = ages.flatMap(({ state, observedAt }) =>
    state === 'live' && observedAt !== null ? [observedAt] : [],
  );
  const [oldest] = times.sort((a, b) => Date.parse(a) - Date.parse(b));
  if (oldest === undefined || times.length < ages.length) return null;
  return (
    <>
      The data is <RelativeTime at={oldest} /> old.
    </>
  );
}
