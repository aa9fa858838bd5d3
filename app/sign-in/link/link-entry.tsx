'use client';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { enter } from '../enter';

const NO_TOKEN = 'This address has no token: open the complete link that Pilothouse printed.';

/** Sends the token in the fragment of the address, once. */
export function LinkEntry() {
  const sent = useRef(false);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    const token = window.location.hash.slice(1);
    // First of all, take the token out of the address bar and the history.
    window.history.replaceState(null, '', window.location.pathname);
    const answer = token === '' ? Promise.resolve(NO_TOKEN) : enter('link', { token }, '/');
    void answer.then(setError);
  }, []);

  return error === null ? (
    <p className="muted p-4" role="status">
      Signing in…
    </p>
  ) : (
    <div className="flex flex-col gap-2 p-4">
      <p className="error" role="alert">
        {error}
      </p>
      <p>
        <Link href="/sign-in">Other ways to sign in</Link>
      </p>
    </div>
  );
}
