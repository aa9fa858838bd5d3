'use client';
import { RelativeTime } from '../time';
import type { Traffic as Seen } from '@/lib/model';
import { trafficWords } from './box-words';
import type { Line } from './collapse';
import { isFailing } from './select-edges';

/** The traffic of a line in a row; for a stale one the last known traffic and its age. */
export function LineTraffic({
  line,
}: {
  line: Pick<Line, 'perMinute' | 'failShare' | 'fails' | 'source' | 'until'>;
}) {
  if (line.perMinute === null && line.source === 'observed') return 'observed';
  if (line.until === null) return trafficWords(line);
  return (
    <>
      was {trafficWords(line)}, <RelativeTime at={line.until} form="ago" />
    </>
  );
}

/** The requests of one call: `1,200/min`, `31 % of 1,200/min fail`, with its age where it is stale. */
export function Traffic({ traffic }: { traffic: Seen }) {
  const { until = null } = traffic;
  return <LineTraffic line={{ ...traffic, fails: isFailing(traffic), source: 'observed', until }} />;
}
