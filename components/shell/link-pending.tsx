'use client';
import { useLinkStatus } from 'next/link';

/** Within a link: a line beneath it while the page that it leads to is long in coming. The old page stays until then. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span className="link-pending" aria-hidden="true" /> : null;
}
