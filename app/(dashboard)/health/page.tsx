import type { Metadata } from 'next';
import { HealthView } from '@/components/health/health-view';
import { requireActor } from '@/lib/auth';
import { mayRequestChange } from '@/lib/policy';
import { readEnvironments } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Health' };

export default async function HealthPage() {
  const actor = await requireActor();
  const runtime = getRuntime();
  return (
    <HealthView
      initial={runtime.live.page('services', actor)}
      environments={readEnvironments(runtime.reads(actor))}
      mayRequest={mayRequestChange(actor).allowed}
    />
  );
}
