import Link from 'next/link';
import { EmptyState } from '@/components/ui/states';

export default function NotFound() {
  return (
    <EmptyState title="Nothing is here." action={<Link href="/catalog">Open the Catalog</Link>}>
      No service, Change or cluster has this address. It may have been renamed or removed.
    </EmptyState>
  );
}
