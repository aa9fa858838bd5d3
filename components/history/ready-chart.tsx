'use client';
import { useReadiness } from '@/lib/client';
import type { Problem, Readiness } from '@/lib/model';
import { formatClock } from '../time';
import { lackPath, linePath, readySteps, readyWords, topOf, type Scale } from './ready-steps';

const WIDTH = 276;
const TOP = 12;
const BOTTOM = 116;
const POINTS_MIN = 2;

export interface ReadyChartProps {
  readiness: Readiness;
  /** The Change behind it, marked where it falls into the time span. */
  behind: Problem['behind'];
}

/** The ready pods of a placement in the last hour, kept up to date; null where there is nothing to draw. */
export function useReadyChart(
  problem: Pick<Problem, 'placement' | 'ready'>,
  initial: Readiness | null,
): Readiness | null {
  const { data } = useReadiness(problem.placement, problem.ready, initial);
  return data?.placement === problem.placement && data.points.length >= POINTS_MIN ? data : null;
}

/** Ready pods over the last hour as steps, what was missing below them, and the time of the Change. */
export function ReadyChart({ readiness, behind }: ReadyChartProps) {
  const steps = readySteps(readiness);
  const from = Date.parse(readiness.from);
  const to = Date.parse(readiness.to);
  const top = topOf(steps);
  const scale: Scale = {
    x: (ms) => round(((ms - from) / (to - from)) * WIDTH),
    y: (pods) => round(BOTTOM - (pods / top) * (BOTTOM - TOP)),
  };
  const last = steps.at(-1);
  const lack = lackPath(steps, scale);
  return (
    <figure className="trace">
      <figcaption>
        <span>Ready pods, last 60 min</span>
        {last === undefined ? null : (
          <b>
            {last.ready} of {last.desired}
          </b>
        )}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} 136`} role="img" aria-label={readyWords(steps)}>
        <Grid top={top} scale={scale} />
        {lack === '' ? null : <path d={lack} fill="var(--degraded-soft)" />}
        <path d={linePath(steps, scale)} fill="none" stroke="var(--ink-2)" strokeWidth="1.5" />
        <path
          d={linePath(lacking(steps), scale)}
          fill="none"
          stroke="var(--degraded-fill)"
          strokeWidth="1.75"
        />
        <Mark behind={behind} from={from} to={to} scale={scale} />
        <text x="0" y="134">
          {formatClock(from)}
        </text>
        <text x={WIDTH} y="134" textAnchor="end">
          {formatClock(to)}
        </text>
      </svg>
    </figure>
  );
}

/** From the first time with missing pods to the last. */
function lacking(steps: ReturnType<typeof readySteps>) {
  const lacks = (step: (typeof steps)[number]): boolean => step.ready < step.desired;
  const first = steps.findIndex(lacks);
  return first === -1 ? [] : steps.slice(first, steps.findLastIndex(lacks) + 1);
}

function Grid({ top, scale }: { top: number; scale: Scale }) {
  const half = top % 2 === 0 ? top / 2 : null;
  const lines = [top, ...(half === null ? [] : [half]), 0];
  return (
    <>
      <path
        d={lines.map((pods) => `M0 ${scale.y(pods)}H${WIDTH}`).join('')}
        stroke="var(--line)"
        fill="none"
      />
      {lines.slice(0, -1).map((pods) => (
        <text key={pods} x="0" y={scale.y(pods) - 4}>
          {pods}
        </text>
      ))}
    </>
  );
}

function Mark({
  behind,
  from,
  to,
  scale,
}: {
  behind: ReadyChartProps['behind'];
  from: number;
  to: number;
  scale: Scale;
}) {
  const at = behind === null ? NaN : Date.parse(behind.at);
  if (behind === null || !(at >= from && at <= to)) return null;
  const x = scale.x(at);
  const left = x > WIDTH / 2;
  return (
    <>
      <path d={`M${x} 4V${BOTTOM}`} stroke="var(--accent)" strokeWidth="1.25" strokeDasharray="2 2" />
      <circle cx={x} cy={TOP} r="3.5" fill="var(--surface)" stroke="var(--accent)" strokeWidth="1.5" />
      <text x={left ? x - 6 : x + 6} y={BOTTOM - 9} textAnchor={left ? 'end' : 'start'}>
        {behind.id}, {formatClock(at)}
      </text>
    </>
  );
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
