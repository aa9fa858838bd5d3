'use client';
import { useState } from 'react';
import { useRegistryTokens } from '@/lib/client';
import type { MadeRegistryToken, RegistryTokenDto } from '@/lib/model';
import { Button } from '../ui/button';
import { Crumbs, PageHead } from '../ui/page-head';
import { EmptyState, ErrorState, Forbidden } from '../ui/states';
import { MadeToken } from './made-token';
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
          Ask one of them for a token: it says which services its holder may register. The audit log tells who
          made which.
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
            Make a token
          </Button>
        }
      />
      <p role="status" className={said === '' || made !== null ? 'vh' : 'panel said'}>
        {said}
      </p>
      {made === null ? null : (
        <MadeToken
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
            {error.message} These are the last that were read.
          </ErrorState>
        </div>
      )}
      {tokens.length === 0 ? (
        <div className="panel">
          <EmptyState title="No token was made yet.">
            What runs outside your clusters registers itself with one. It may register the services that the
            token names, and discover; nothing else.
          </EmptyState>
        </div>
      ) : (
        <TokensTable
          tokens={tokens}
          onTakenBack={(name) => {
            setSaid(`The token ${name} is taken back: whoever comes with it is refused from now on.`);
            if (made?.name === name) setMade(null);
          }}
        />
      )}
      {asking ? (
        <NewTokenDialog
          onClose={() => setAsking(false)}
          onMade={(token) => {
            setAsking(false);
            setSaid(`The token ${token.name} is made. It is shown this once.`);
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
        title="Tokens of the registry"
        note="With one, what runs outside the clusters registers itself and finds the others. It opens nothing else."
        actions={action}
      />
    </>
  );
}
