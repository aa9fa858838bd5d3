'use client';
import { Button } from '@/components/ui/button';
import { PageHead } from '@/components/ui/page-head';
import { ErrorState } from '@/components/ui/states';

export default function DashboardError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <>
      <PageHead title="This page could not be rendered." />
      <div className="panel">
        <ErrorState
          title="Pilothouse failed to render it."
          action={<Button onClick={reset}>Try again</Button>}
        >
          Nothing was changed in any cluster.
          {error.digest === undefined ? '' : ` Look for ${error.digest} in the log.`}
        </ErrorState>
      </div>
    </>
  );
}
