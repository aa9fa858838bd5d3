'use client';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/states';

export default function DashboardError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState title="This page could not be made." action={<Button onClick={reset}>Try again</Button>}>
      Nothing was changed in any cluster.
      {error.digest === undefined ? '' : ` The log names it ${error.digest}.`}
    </ErrorState>
  );
}
