import type { Verdict } from '@/lib/model';
import { adviceOn, NO_DETAILS } from '../advice';
import type { Freshness, PlacementFacts } from '../facts';
import { plusSeconds, secondsBetween } from '../times';
import { age, quoted, sentence } from '../sentences';

const STEPS_SECONDS: readonly { readonly from: number; readonly step: number }[] = [
  { from: 86_400, step: 86_400 },
  { from: 3600, step: 3600 },
  { from: 0, step: 60 },
];

/** The health while the picture is not up to date: Unknown, with the reason and the age of the picture. */
export function unknownHealth(
  facts: PlacementFacts,
  freshness: Exclude<Freshness, { state: 'live' }>,
  now: Date,
): Verdict {
  const { observedAt } = freshness;
  const seconds = observedAt === null ? null : Math.max(0, secondsBetween(observedAt, now));
  const object = {
    cluster: facts.cluster,
    kind: 'Cluster',
    namespace: null,
    name: facts.cluster,
    uid: null,
  };
  return {
    status: 'Unknown',
    sentence: sentence(`${quoted(freshness.reason)}; ${ageWords(seconds)}`),
    since: observedAt,
    receipt: {
      rule: `placement.${freshness.state}`,
      object,
      field: 'observedAt',
      value: observedAt ?? 'never',
      cluster: facts.cluster,
      observedAt: facts.observedAt,
    },
    validUntil: observedAt === null || seconds === null ? null : nextChange(observedAt, seconds),
    advice: adviceOn({
      ...NO_DETAILS,
      code: 'unread',
      object,
      namespace: facts.namespace,
      detail: quoted(freshness.reason),
      denied: freshness.denied === true,
    }),
  };
}

function ageWords(seconds: number | null): string {
  if (seconds === null) return 'nothing was read yet';
  return seconds < 60 ? 'what is known is less than 1 min old' : `what is known is ${age(seconds)} old`;
}

/** When the sentence shows another age. */
function nextChange(observedAt: string, seconds: number): string {
  const step = STEPS_SECONDS.find(({ from }) => seconds >= from)?.step ?? 60;
  return plusSeconds(observedAt, (Math.floor(seconds / step) + 1) * step);
}
