'use client';
import type { MadeRegistryToken } from '@/lib/model';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Snippet } from './snippet';
import { exampleService } from './token-draft';
import { useOrigin } from './use-origin';

export interface CreatedTokenProps {
  made: MadeRegistryToken;
  onDone: () => void;
}

/** A token that was just made, shown only once, with examples of its use in both APIs. It is shown until it is closed. */
export function CreatedToken({ made: { name, services, token }, onDone }: CreatedTokenProps) {
  const origin = useOrigin();
  const service = exampleService(services);
  const call = [
    `curl -X PUT ${origin}/api/v1/registry/instances/${service}/${service}-1 \\`,
    `  -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" \\`,
    `  -d '{"address": "192.0.2.7", "port": 7070, "ttlSeconds": 30}'`,
  ].join('\n');
  const consul = [
    `CONSUL_HTTP_ADDR=${origin} CONSUL_HTTP_TOKEN=${token} \\`,
    `  consul services register -name=${service} -id=${service}-1 -address=192.0.2.7 -port=7070`,
  ].join('\n');
  return (
    <section className="panel created-token" aria-labelledby="made-head">
      <h2 id="made-head">The token {name} was created. It is shown only once.</h2>
      <p>
        Store it where the program that registers {services.join(', ')} reads its secrets. Pilothouse keeps
        only a hash: if the token is lost, revoke it and create another.
      </p>
      <p className="created-token__key">
        <code>{token}</code>
        <CopyButton text={token} label="Copy the token" />
      </p>
      <h3>Register an instance, and send a heartbeat every 30 s</h3>
      <Snippet label="A call that registers an instance" text={call} copy="Copy the call" />
      <h3>With a Consul client, unchanged</h3>
      <Snippet label="A Consul client that registers an instance" text={consul} copy="Copy the line" />
      <p className="created-token__end">
        <Button onClick={onDone}>I have stored it</Button>
      </p>
    </section>
  );
}
