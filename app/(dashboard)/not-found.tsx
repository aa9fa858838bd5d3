import { ButtonLink } from '@/components/ui/button';
import { PageHead } from '@/components/ui/page-head';
import { EmptyState } from '@/components/ui/states';

export default function NotFound() {
  return (
    <>
      <PageHead title="Nothing was found here." />
      <div className="panel">
        <EmptyState
          title="No service, Change or cluster has this address."
          action={<ButtonLink href="/catalog">Open the Catalog</ButtonLink>}
        >
          It may have been renamed or removed.
        </EmptyState>
      </div>
    </>
  );
}
