'use client';
import { HealthGlyph, healthKey } from '../health';
import { formatDuration, formatUtc } from '../time';
import type { StatusSpan } from './status-spans';

/** A span must have this share of the strip to show its glyph. */
const GLYPH_SHARE_MIN = 0.04;

export interface StatusStripProps {
  /** "payments in Production, last 24 h". */
  label: string;
  spans: readonly StatusSpan[];
}

/** Status over time as one strip: colour, height and, where there is room, a glyph; for screen readers a list. */
export function StatusStrip({ label, spans }: StatusStripProps) {
  const from = spans[0]?.from ?? 0;
  const whole = (spans.at(-1)?.to ?? 0) - from;
  return (
    <ol className="strip" aria-label={label}>
      {spans.map((span) => {
        const words = `${span.status ?? 'Not known'} for ${formatDuration(span.to - span.from)}`;
        return (
          <li
            key={span.from}
            data-health={span.status === null ? 'none' : healthKey(span.status)}
            style={{ flexGrow: span.to - span.from }}
            title={`${words}, from ${formatUtc(span.from)}`}
          >
            {span.status !== null && (span.to - span.from) / whole >= GLYPH_SHARE_MIN ? (
              <HealthGlyph health={span.status} silent />
            ) : null}
            <span className="vh">
              {words}, from {formatUtc(span.from)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
