import type { Metadata } from 'next';
import { RolloutsView } from '@/components/rollouts/rollouts-view';
import { requireActor } from '@/lib/auth';
import { mayRequestChange } from '@/lib/policy';
import { readEnvironments } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Rollouts' };

export default async function RolloutsPage() {
  const actor = await requireActor();
  const runtime = getRuntime();
  return (
    <RolloutsView
      initial={runtime.live.page('rollouts', actor)}
      environments={readEnvironments(runtime.reads(actor))}
      mayRequest={mayRequestChange(actor).allowed}
    />
  );
}
