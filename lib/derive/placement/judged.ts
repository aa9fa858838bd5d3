import type { AnyObject, Health, Receipt, Verdict } from '@/lib/model';
import { adviceOn, NO_DETAILS, type Diagnosis } from '../advice';
import { receiptOf, refOf, type Reading, type Viewpoint } from '../evidence';
import type { AstrayService, ServiceEndpoints } from '../facts';
import { sentence } from '../sentences';

/** What a workload of a placement is judged with, besides its own objects. */
export interface PlacementContext extends Viewpoint {
  readonly endpoints: readonly ServiceEndpoints[];
  readonly astray: readonly AstrayService[];
  /** Whether sentences must name the workload: a placement may have several. */
  readonly naming: boolean;
}

/** The verdict on one workload, with what decides its weight in the placement. */
export interface WorkloadVerdict extends Verdict {
  readonly workload: string;
  /** Whether its kind has runs, which end. */
  readonly hasRuns: boolean;
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
  /** Absent where nothing is wrong. Its `object` is set where it was not read from the finding's. */
  readonly diagnosis?: Partial<Diagnosis> & Pick<Diagnosis, 'code'>;
  readonly further?: readonly Receipt[];
}

export function verdictOf(finding: PlacementFinding, view: Viewpoint): Verdict {
  return {
    status: finding.status,
    sentence: sentence(finding.says),
    since: finding.since ?? null,
    receipt: receiptOf(finding.object, view, finding.reading),
    validUntil: finding.validUntil ?? null,
    ...(finding.further && { further: finding.further }),
    advice: finding.diagnosis ? adviceOn(diagnosisOf(finding, finding.diagnosis, view)) : null,
  };
}

function diagnosisOf(
  { object }: PlacementFinding,
  diagnosis: NonNullable<PlacementFinding['diagnosis']>,
  view: Viewpoint,
): Diagnosis {
  const ref = refOf(object, view.cluster);
  return { ...NO_DETAILS, object: ref, namespace: ref.namespace ?? '', ...diagnosis };
}
