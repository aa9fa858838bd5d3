import type { Metadata } from 'next';
import { AuditView } from '@/components/audit/audit-view';
import { requireActor } from '@/lib/auth';
import { readAudit } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Audit' };

export default async function AuditPage() {
  const actor = await requireActor();
  return <AuditView initial={await readAudit(getRuntime().reads(actor), {})} />;
}
