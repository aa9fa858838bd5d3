import type { AnyObject, Health, Verdict } from '@/lib/model';
import { receiptOf, type Reading, type Viewpoint } from '../evidence';
import type { ServiceEndpoints } from '../facts';
import { sentence } from '../words';

/** Where a workload of a placement is judged from. */
export interface Surroundings extends Viewpoint {
  readonly endpoints: readonly ServiceEndpoints[];
  /** Whether sentences must name the workload: a placement may have several. */
  readonly naming: boolean;
}

/** The verdict on one workload, with its weight in the placement. */
export interface WorkloadVerdict extends Verdict {
  readonly workload: string;
  readonly ready: number;
  readonly desired: number;
}

export interface PlacementFinding {
  readonly status: Health;
  /** Without capital and full stop. */
  readonly says: string;
  readonly since?: string | null | undefined;
  readonly object: AnyObject;
  readonly reading: Reading;
  readonly validUntil?: string | null;
}

export function verdictOf(finding: PlacementFinding, view: Viewpoint): Verdict {
  return {
    status: finding.status,
    sentence: sentence(finding.says),
    since: finding.since ?? null,
    receipt: receiptOf(finding.object, view, finding.reading),
    validUntil: finding.validUntil ?? null,
  };
}
