'use client';
import { useRegistryHistory } from '@/lib/client';
import type { Health, RegistryHistory as History, RegistryMoment } from '@/lib/model';
import { HealthGlyph, healthKey } from '../health';
import { linePath, lackPath, readySteps, topOf, type Scale } from '../history/ready-steps';
import { formatSpan, RelativeTime } from '../time';
import { Button } from '../ui/button';
import { SectionHead } from '../ui/page-head';
import { EmptyState, ErrorState, LoadingRows } from '../ui/states';
import { Timeline } from '../ui/timeline';

const SHOWN_MAX = 30;

/** How many endpoints were available in the last day, and which were added and removed. */
export function RegistryHistory({ name, moved }: { name: string; moved: string }) {
  const { data, isPending, error, refetch } = useRegistryHistory(name, moved);
  return (
    <>
      <section aria-labelledby="available-head">
        <SectionHead id="available-head" title="Availability" count="last 24 h" />
        {data === undefined ? (
          <div className="panel">
            {isPending ? (
              <LoadingRows rows={2} label="Loading the history" />
            ) : (
              <ErrorState
                title="The history could not be read."
                action={<Button onClick={() => void refetch()}>Try again</Button>}
              >
                {error.message}
              </ErrorState>
            )}
          </div>
        ) : (
          <AvailableChart history={data} />
        )}
      </section>
      {data === undefined ? null : (
        <section aria-labelledby="moments-head">
          <SectionHead
            id="moments-head"
            title="Added and removed"
            count={data.moments.length > SHOWN_MAX ? `the last ${SHOWN_MAX}` : data.moments.length}
          />
          {data.moments.length === 0 ? (
            <div className="panel">
              <EmptyState title="Nothing was added or removed.">
                From now on every addition and removal is kept.
              </EmptyState>
            </div>
          ) : (
            <Timeline entries={data.moments.slice(0, SHOWN_MAX).map(entryOf)} />
          )}
        </section>
      )}
    </>
  );
}

const SPAN_MS_MIN = 600_000;
const WIDTH = 340;
const TOP = 14;
const BOTTOM = 84;
const HEIGHT = 100;

/** Ready endpoints as steps, and below them what was missing. */
function AvailableChart({ history }: { history: History }) {
  const steps = readySteps({ placement: history.service, ...history });
  const last = steps.at(-1);
  if (last === undefined) {
    return (
      <div className="panel">
        <EmptyState title="There is no history yet.">
          The number of ready endpoints is recorded whenever it changes.
        </EmptyState>
      </div>
    );
  }
  const to = Date.parse(history.to);
  // Time without data is not drawn, so that a short history fills the chart too.
  const from = Math.min(steps[0]?.from ?? to, to - SPAN_MS_MIN);
  const top = topOf(steps);
  const scale: Scale = {
    x: (ms) => Math.round(((ms - from) / (to - from)) * WIDTH * 10) / 10,
    y: (count) => Math.round((BOTTOM - (count / top) * (BOTTOM - TOP)) * 10) / 10,
  };
  const lack = lackPath(steps, scale);
  const fewest = Math.min(...steps.map(({ ready }) => ready));
  return (
    <figure className="panel steps-chart">
      <figcaption>
        <span>Ready endpoints</span>
        <b>
          {last.ready} of {last.desired}
        </b>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Ready endpoints: ${last.ready} of ${last.desired} now, ${fewest} at the lowest.`}
      >
        <path d={`M0 ${TOP}H${WIDTH}M0 ${BOTTOM}H${WIDTH}`} stroke="var(--line)" fill="none" />
        <text x="0" y={TOP - 4}>
          {top}
        </text>
        {lack === '' ? null : <path d={lack} fill="var(--degraded-soft)" />}
        <path d={linePath(steps, scale)} fill="none" stroke="var(--ink-2)" strokeWidth="1.5" />
        <text x="0" y={HEIGHT - 2}>
          {formatSpan(to - from)} ago
        </text>
        <text x={WIDTH} y={HEIGHT - 2} textAnchor="end">
          now
        </text>
      </svg>
    </figure>
  );
}

const MOMENT_HEALTH: Record<RegistryMoment['kind'], Health> = {
  joined: 'Healthy',
  returned: 'Healthy',
  passing: 'Healthy',
  left: 'Idle',
  drained: 'Suspended',
  warning: 'Missing',
  lapsed: 'Degraded',
  critical: 'Degraded',
  probe: 'Progressing',
  unknown: 'Unknown',
};

function entryOf({ id, at, kind, sentence, source, instance }: RegistryMoment) {
  const health = MOMENT_HEALTH[kind];
  return {
    key: id,
    health: healthKey(health),
    glyph: <HealthGlyph health={health} label={kind} />,
    title: sentence,
    sub: source === 'kubernetes' ? undefined : instance,
    time: <RelativeTime at={at} />,
  };
}
