'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatMoment, useFromNow } from '../time';

export interface Meter {
  readonly href: string;
  readonly count: number;
  readonly label: string;
  /** Whether the number is a problem. */
  readonly bad?: boolean;
}

export interface VerdictProps {
  verdict: string;
  sentence: ReactNode;
  meters: readonly Meter[];
  calm?: boolean;
}

/** The state of everything in one sentence, and its consequence. */
export function Verdict({ verdict, sentence, meters, calm = false }: VerdictProps) {
  const moment = useFromNow(formatMoment);
  return (
    <section className={calm ? 'verdict calm__verdict' : 'verdict'} aria-labelledby="verdict">
      <div>
        <p className="when">
          {moment}
          <Link className="desk" href="/wall" prefetch={false}>
            Wall
          </Link>
        </p>
        <h1 id="verdict">{verdict}</h1>
        <p>{sentence}</p>
      </div>
      {meters.length === 0 ? null : (
        <nav className="meters desk" aria-label="On this page">
          {meters.map((meter) => (
            <a
              key={meter.label}
              href={meter.href}
              data-health={meter.bad && meter.count > 0 ? 'degraded' : undefined}
            >
              <b>{meter.count}</b>
              {meter.label}
            </a>
          ))}
        </nav>
      )}
    </section>
  );
}
