'use client';
import { useLinkStatus } from 'next/link';

/** Within a link: a line below it while the next page loads for long. The old page is shown until then. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span className="link-pending" aria-hidden="true" /> : null;
}
