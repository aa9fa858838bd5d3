import type { EvidenceSource } from '@/lib/model';

/** A short piece of a line as on the map: dashed declared, thin configured, thick observed; red where it fails, pale where it is stale. */
export function LineMark({
  source,
  fails = false,
  stale = false,
}: {
  source: EvidenceSource;
  fails?: boolean;
  /** Its source does not report it any more. */
  stale?: boolean;
}) {
  return (
    <svg className="line-mark" width="26" height="8" viewBox="0 0 26 8" aria-hidden="true">
      <path
        className="g-edge"
        data-evidence={source}
        data-fails={fails || undefined}
        data-stale={stale || undefined}
        d="M0 4H26"
      />
    </svg>
  );
}
