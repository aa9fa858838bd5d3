'use client';
import { useState } from 'react';
import type { RegistryTokenDto } from '@/lib/model';
import { counted } from '../list/counted';
import { RelativeTime } from '../time';
import { Button } from '../ui/button';
import { Head, Table } from '../ui/table';
import { RevokeDialog } from './revoke-dialog';

export interface TokensTableProps {
  tokens: readonly RegistryTokenDto[];
  onRevoked: (name: string) => void;
}

/** The tokens: what each may register, when it was last used, and what it may have registered. */
export function TokensTable({ tokens, onRevoked }: TokensTableProps) {
  const [leaving, setLeaving] = useState<RegistryTokenDto | null>(null);
  return (
    <>
      <div className="panel">
        <Table caption="Registry tokens" className="cards tokens">
          <thead>
            <tr>
              <Head>Token</Head>
              <Head>May register</Head>
              <Head num>Instances</Head>
              <Head>Created</Head>
              <Head num>Last used</Head>
              <Head>
                <span className="vh">Action</span>
              </Head>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <tr key={token.name}>
                <td data-col="name">
                  <span className="name">{token.name}</span>
                </td>
                <td data-label="May register" className="mono">
                  {token.services.join(', ')}
                </td>
                <td data-label="Instances" className="num">
                  {token.instances.covered === 0 ? (
                    <span className="muted">none</span>
                  ) : (
                    counted(token.instances.covered, 'instance')
                  )}
                </td>
                <td data-label="Created">
                  <RelativeTime at={token.createdAt} form="ago" /> by {token.createdBy}
                </td>
                <td data-label="Last used" className="num age">
                  {token.lastUsedAt === null ? 'never' : <RelativeTime at={token.lastUsedAt} form="ago" />}
                </td>
                <td data-col="action" className="num">
                  <Button
                    aria-haspopup="dialog"
                    aria-label={`Revoke ${token.name}`}
                    onClick={() => setLeaving(token)}
                  >
                    Revoke
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {leaving === null ? null : (
        <RevokeDialog
          token={leaving}
          onClose={() => setLeaving(null)}
          onDone={() => {
            setLeaving(null);
            onRevoked(leaving.name);
          }}
        />
      )}
    </>
  );
}
