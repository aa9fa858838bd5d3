'use client';
import { useState } from 'react';
import { useRegistryTokens } from '@/lib/client';
import type { MadeRegistryToken, RegistryTokenDto } from '@/lib/model';
import { Button } from '../ui/button';
import { Crumbs, PageHead } from '../ui/page-head';
import { EmptyState, ErrorState, Forbidden } from '../ui/states';
import { CreatedToken } from './created-token';
import { NewTokenDialog } from './new-token-dialog';
import { TokensTable } from './tokens-table';

export interface TokensViewProps {
  tokens?: readonly RegistryTokenDto[];
  /** Why the viewer may not see the tokens; null where they may. */
  refused?: string;
}

/** The tokens with which instances register themselves: made here, shown once, revoked here. */
export function TokensView({ tokens, refused }: TokensViewProps) {
  if (tokens !== undefined) return <Tokens initial={tokens} />;
  return (
    <>
      <Head />
      <div className="panel">
        <Forbidden title={refused}>
          Ask one of them for a token: it says which services its holder may register. The audit log shows who
          created which.
        </Forbidden>
      </div>
    </>
  );
}

function Tokens({ initial }: { initial: readonly RegistryTokenDto[] }) {
  const { data, error, refetch } = useRegistryTokens(initial);
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<MadeRegistryToken | null>(null);
  const [said, setSaid] = useState('');
  const tokens = data.items;
  return (
    <>
      <Head
        action={
          <Button kind="main" aria-haspopup="dialog" onClick={() => setAsking(true)}>
            Create a token
          </Button>
        }
      />
      <p role="status" className={said === '' || made !== null ? 'vh' : 'panel said'}>
        {said}
      </p>
      {made === null ? null : (
        <CreatedToken
          made={made}
          onDone={() => {
            setMade(null);
            setSaid('');
          }}
        />
      )}
      {error === null ? null : (
        <div className="panel said">
          <ErrorState
            title="The tokens could not be read again."
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message} The list shows what was read last.
          </ErrorState>
        </div>
      )}
      {tokens.length === 0 ? (
        <div className="panel">
          <EmptyState title="There are no tokens yet.">
            Programs outside your clusters use a token to register themselves. It lets them register the
            services that it names and discover others, nothing else.
          </EmptyState>
        </div>
      ) : (
        <TokensTable
          tokens={tokens}
          onRevoked={(name) => {
            setSaid(`The token ${name} is revoked: calls with it are refused from now on.`);
            if (made?.name === name) setMade(null);
          }}
        />
      )}
      {asking ? (
        <NewTokenDialog
          onClose={() => setAsking(false)}
          onMade={(token) => {
            setAsking(false);
            setSaid(`The token ${token.name} was created. It is shown only once.`);
            setMade(token);
          }}
        />
      ) : null}
    </>
  );
}

function Head({ action }: { action?: React.ReactNode }) {
  return (
    <>
      <Crumbs path={[{ label: 'Registry', href: '/registry' }, { label: 'Tokens' }]} />
      <PageHead
        title="Registry tokens"
        note="Programs outside the clusters use a token to register themselves and to find others. It gives no other access."
        actions={action}
      />
    </>
  );
}
