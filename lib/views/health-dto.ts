import type { Health, Verdict } from '@/lib/model';

/** A verdict in the public shape of a Health. */
export function publicHealth<S extends string = Health>({
  status,
  sentence,
  since,
  receipt,
  further = [],
}: Verdict<S>) {
  return { status, reason: receipt.rule, message: sentence, since, receipts: [receipt, ...further] };
}
