import type { Metadata } from 'next';
import { SignInFrame } from '../frame';
import { LinkEntry } from './link-entry';

export const metadata: Metadata = { title: 'Sign in', referrer: 'no-referrer' };

/** The target of a one-time link. To open it does not use the link up: the token is in the fragment, and the page sends it. */
export default function SignInLinkPage() {
  return (
    <SignInFrame title="Sign in by link">
      <LinkEntry />
    </SignInFrame>
  );
}
