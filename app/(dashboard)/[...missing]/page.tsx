import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireActor } from '@/lib/auth';

export const metadata: Metadata = { title: 'Not found' };

/** Every address that is no page's: said within the frame, so that the way on is at hand. */
export default async function MissingPage() {
  await requireActor();
  notFound();
}
