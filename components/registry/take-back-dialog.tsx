'use client';
import { useDeleteRegistryToken } from '@/lib/client';
import type { RegistryTokenDto } from '@/lib/model';
import { RelativeTime } from '../time';
import { counted } from '../list/words';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ErrorState } from '../ui/states';

export interface TakeBackDialogProps {
  token: RegistryTokenDto;
  onClose: () => void;
  onDone: () => void;
}

/** Revokes a token, after a confirmation that says what breaks. */
export function TakeBackDialog({ token, onClose, onDone }: TakeBackDialogProps) {
  const taking = useDeleteRegistryToken();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Take ${token.name} back`}
      description="Whoever comes with it is refused from then on. It cannot be given out again."
      footer={
        <Button
          kind="main"
          pending={taking.isPending}
          onClick={() => taking.mutate(token.name, { onSuccess: onDone })}
        >
          Take {token.name} back
        </Button>
      }
    >
      {taking.error === null ? null : (
        <ErrorState title={`Whether ${token.name} still works is told by the list.`}>
          {taking.error.message}
        </ErrorState>
      )}
      <p>{breaksWords(token)}</p>
      <p className="take-back-last soft">
        {token.lastUsedAt === null ? (
          'Nothing ever came with it.'
        ) : (
          <>
            Something last came with it <RelativeTime at={token.lastUsedAt} form="ago" />.
          </>
        )}
      </p>
    </Dialog>
  );
}

/** Which token an instance used is not kept; only which tokens could have been used. */
function breaksWords({ instances: { covered, onlyByThis } }: RegistryTokenDto): string {
  if (covered === 0) return 'No instance that it may register is there now.';
  const are = covered === 1 ? 'is' : 'are';
  const there = `${counted(covered, 'instance')} that it may register ${are} there now.`;
  if (onlyByThis === 0) return `${there} Another token may register each of them as well.`;
  const which =
    onlyByThis === covered
      ? 'No other token may register them'
      : `${onlyByThis} of them no other token may register`;
  return `${there} ${which}: without a new token their heartbeats are refused, and they become critical when their time is over.`;
}
