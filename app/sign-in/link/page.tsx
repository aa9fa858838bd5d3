import type { Metadata } from 'next';
import { SignInFrame } from '../frame';
import { LinkEntry } from './link-entry';

export const metadata: Metadata = { title: 'Sign in', referrer: 'no-referrer' };

/** Where a one-time link leads. Opening it uses nothing up: the token stands in the fragment, and the page sends it. */
export default function SignInLinkPage() {
  return (
    <SignInFrame title="Sign in by link">
      <LinkEntry />
    </SignInFrame>
  );
}
