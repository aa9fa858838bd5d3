import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireActor } from '@/lib/auth';

export const metadata: Metadata = { title: 'Not found' };

/** Every address without a page: the answer is shown within the frame, so that the navigation stays. */
export default async function MissingPage() {
  await requireActor();
  notFound();
}
