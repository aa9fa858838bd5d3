'use client';
import Link from 'next/link';
import { TOKENS_HREF } from './registry-look';
import { Snippet } from './snippet';
import { useOrigin } from './use-origin';

/** How to register an instance: a call to copy, with the address of this Pilothouse. */
export function RegisterHow() {
  const origin = useOrigin();
  const command = [
    `curl -X PUT ${origin}/api/v1/registry/instances/label-printer/printer-1 \\`,
    `  -H "Authorization: Bearer $PILOTHOUSE_TOKEN" -H "Content-Type: application/json" \\`,
    `  -d '{"address": "192.0.2.7", "port": 7070, "ttlSeconds": 30}'`,
  ].join('\n');
  return (
    <div className="panel empty">
      <p>
        <strong>Nothing has registered itself yet.</strong> What runs in your clusters is listed
        automatically. What runs elsewhere registers over HTTP with <Link href={TOKENS_HREF}>a token</Link>,
        and stays while it sends heartbeats; Consul clients find <code>/v1/agent</code> at the same address.
      </p>
      <Snippet label="How to register an instance" text={command} copy="Copy the call" />
    </div>
  );
}
