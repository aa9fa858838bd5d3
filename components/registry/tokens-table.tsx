'use client';
import { useState } from 'react';
import type { RegistryTokenDto } from '@/lib/model';
import { counted } from '../list/words';
import { RelativeTime } from '../time';
import { Button } from '../ui/button';
import { Head, Table } from '../ui/table';
import { TakeBackDialog } from './take-back-dialog';

export interface TokensTableProps {
  tokens: readonly RegistryTokenDto[];
  onTakenBack: (name: string) => void;
}

/** The tokens: what each may register, when it was last used, and what it may have registered. */
export function TokensTable({ tokens, onTakenBack }: TokensTableProps) {
  const [leaving, setLeaving] = useState<RegistryTokenDto | null>(null);
  return (
    <>
      <div className="panel">
        <Table caption="Tokens of the registry" className="cards tokens">
          <thead>
            <tr>
              <Head>Token</Head>
              <Head>May register</Head>
              <Head num>There now</Head>
              <Head>Made</Head>
              <Head num>Last used</Head>
              <Head>
                <span className="vh">Deed</span>
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
                <td data-label="There now" className="num">
                  {token.instances.covered === 0 ? (
                    <span className="muted">none</span>
                  ) : (
                    counted(token.instances.covered, 'instance')
                  )}
                </td>
                <td data-label="Made">
                  <RelativeTime at={token.createdAt} form="ago" /> by {token.createdBy}
                </td>
                <td data-label="Last used" className="num age">
                  {token.lastUsedAt === null ? 'never' : <RelativeTime at={token.lastUsedAt} form="ago" />}
                </td>
                <td data-col="deed" className="num">
                  <Button
                    aria-haspopup="dialog"
                    aria-label={`Take ${token.name} back`}
                    onClick={() => setLeaving(token)}
                  >
                    Take back
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {leaving === null ? null : (
        <TakeBackDialog
          token={leaving}
          onClose={() => setLeaving(null)}
          onDone={() => {
            setLeaving(null);
            onTakenBack(leaving.name);
          }}
        />
      )}
    </>
  );
}
