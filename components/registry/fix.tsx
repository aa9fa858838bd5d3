'use client';
import { useState } from 'react';
import { useDeregister, type ReportedInstance } from '@/lib/client';
import type { Fix as FixValue } from '@/lib/model';
import { serviceTabHref } from '../advice';
import { Button, ButtonLink } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Dialog } from '../ui/dialog';
import { ErrorState } from '../ui/states';
import type { RegistryRefusals } from './refusals';

export interface FixProps {
  fix: FixValue | null;
  refused: RegistryRefusals;
}

/** What fixes a disagreement, as one button: an action on the registry, a Change with its plan, a text for a file, or a link. */
export function Fix({ fix, refused }: FixProps) {
  if (fix === null) return null;
  switch (fix.type) {
    case 'deregister':
      return (
        <Deregister
          label={fix.label}
          instance={{ service: fix.service, id: fix.instance }}
          refused={refused.instances}
        />
      );
    case 'copy':
      return <CopyText fix={fix} />;
    case 'logs':
      return <ButtonLink href={serviceTabHref(fix, 'logs')}>{fix.label}</ButtonLink>;
    case 'scale': {
      if (refused.change !== null) return null;
      const { service, placement, workload, replicas } = fix;
      const query = new URLSearchParams({ do: 'scale', placement, workload, replicas: String(replicas) });
      return (
        <ButtonLink href={`/catalog/${encodeURIComponent(service)}?${query.toString()}`}>
          {fix.label}
        </ButtonLink>
      );
    }
  }
}

/** A text to put into a file of the company, and where it goes. */
function CopyText({ fix }: { fix: Extract<FixValue, { type: 'copy' }> }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-haspopup="dialog">
        {fix.label}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={fix.label}
        description={`Copy this into ${fix.file}. Pilothouse does not change the file.`}
        footer={<CopyButton text={fix.text} label="Copy the text" />}
      >
        <pre className="snippet" tabIndex={0}>
          {fix.text}
        </pre>
        <p className="soft">{fix.note}</p>
      </Dialog>
    </>
  );
}

/** Removes an entry from the registry, after a confirmation. */
export function Deregister({
  label,
  instance,
  refused,
}: {
  label: string;
  instance: ReportedInstance;
  /** Why the viewer may not do it; null where they may. */
  refused: string | null;
}) {
  const [open, setOpen] = useState(false);
  const deregister = useDeregister();
  const send = (): void => deregister.mutate(instance, { onSuccess: () => setOpen(false) });
  return (
    <>
      <Button
        disabled={refused !== null}
        title={refused ?? undefined}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
      >
        {label}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Deregister ${instance.id}`}
        description={`Callers of ${instance.service} no longer get it. An instance that still reports itself may register again.`}
        footer={
          <Button kind="main" pending={deregister.isPending} onClick={send}>
            Deregister {instance.id}
          </Button>
        }
      >
        {deregister.error === null ? null : (
          <ErrorState title={`${instance.id} was not deregistered.`}>{deregister.error.message}</ErrorState>
        )}
      </Dialog>
    </>
  );
}
