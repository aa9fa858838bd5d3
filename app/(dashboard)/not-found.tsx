import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/states';

export default function NotFound() {
  return (
    <EmptyState title="Nothing is here." action={<ButtonLink href="/catalog">Open the Catalog</ButtonLink>}>
      No service, Change or cluster has this address. It may have been renamed or removed.
    </EmptyState>
  );
}
