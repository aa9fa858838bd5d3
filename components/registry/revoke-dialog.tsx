'use client';
import { useDeleteRegistryToken } from '@/lib/client';
import type { RegistryTokenDto } from '@/lib/model';
import { RelativeTime } from '../time';
import { counted } from '../list/counted';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ErrorState } from '../ui/states';

export interface RevokeDialogProps {
  token: RegistryTokenDto;
  onClose: () => void;
  onDone: () => void;
}

/** Revokes a token, after a confirmation that says what breaks. */
export function RevokeDialog({ token, onClose, onDone }: RevokeDialogProps) {
  const taking = useDeleteRegistryToken();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Revoke ${token.name}`}
      description="Calls with it are refused from then on. This cannot be undone."
      footer={
        <Button
          kind="main"
          pending={taking.isPending}
          onClick={() => taking.mutate(token.name, { onSuccess: onDone })}
        >
          Revoke {token.name}
        </Button>
      }
    >
      {taking.error === null ? null : (
        <ErrorState title={`${token.name} may still work: see the list.`}>{taking.error.message}</ErrorState>
      )}
      <p>{breaksWords(token)}</p>
      <p className="revoke-last-use soft">
        {token.lastUsedAt === null ? (
          'It was never used.'
        ) : (
          <>
            It was last used <RelativeTime at={token.lastUsedAt} form="ago" />.
          </>
        )}
      </p>
    </Dialog>
  );
}

/** Which token an instance used is not kept; only which tokens could have been used. */
function breaksWords({ instances: { covered, onlyByThis } }: RegistryTokenDto): string {
  if (covered === 0) return 'None of the instances that it may register exists now.';
  const exist = covered === 1 ? 'exists' : 'exist';
  const there = `${counted(covered, 'instance')} that it may register ${exist}.`;
  if (onlyByThis === 0) return `${there} Another token may register each of them as well.`;
  const which =
    onlyByThis === covered
      ? 'No other token may register them'
      : `${onlyByThis} of them no other token may register`;
  return `${there} ${which}: without a new token their heartbeats are refused, and they become critical when their TTL expires.`;
}
