'use client';
import { useRollouts } from '@/lib/client';
import { ROLLOUT_STATES, type RolloutRow, type RolloutState, type Snapshot } from '@/lib/model';
import { inScope, useScope } from '../list/scope';
import { useUrlState } from '../list/use-url-state';
import { Button } from '../ui/button';
import { PageHead, SectionHead } from '../ui/page-head';
import { SearchField } from '../ui/search-field';
import { Segmented } from '../ui/segmented';
import { Select } from '../ui/select';
import { EmptyState, NothingFound } from '../ui/states';
import { RolloutItem } from './rollout-item';

const ENDED_SHOWN_MAX = 50;
const STATE_RANK: Record<RolloutState, number> = {
  Failed: 0,
  Stalled: 1,
  Paused: 2,
  Progressing: 3,
  Complete: 4,
};

/** What is rolling out, the blocked ones first, and what ended last. */
export function RolloutsView({ initial }: { initial: Snapshot<RolloutRow> }) {
  const rows = useRollouts(initial);
  const url = useUrlState();
  const scope = useScope();
  const q = url.get('q');
  const state = url.get('state');
  const inView = rows.filter((row) =>
    inScope(scope, { environment: row.environment, cluster: row.workload.cluster }),
  );
  const shown = inView.filter((row) => matches(row, q) && (state === '' || row.state === state));
  const under = shown.filter((row) => row.state !== 'Complete').sort(bySeverity);
  const ended = shown.filter((row) => row.state === 'Complete' && row.since !== null).sort(byNewest);
  const count = (one: RolloutState): number => inView.filter((row) => row.state === one).length;
  const states = [
    { value: '', label: 'All' },
    ...ROLLOUT_STATES.filter((one) => count(one) > 0 || one === state).map((one) => ({
      value: one,
      label: `${one} ${count(one)}`,
    })),
  ];

  return (
    <>
      <PageHead
        title="Rollouts"
        note={`${inView.length - count('Complete')} under way, ${count('Complete')} ended in the last day`}
      />
      <div className="toolbar">
        <SearchField
          label="Name, owner, version"
          placeholder="Name, owner, version"
          value={q}
          onChange={(text) => url.set('q', text)}
        />
        <Segmented
          label="State"
          className="desk"
          value={state}
          onChange={(value) => url.set('state', value)}
          options={states}
        />
        <Select
          label={`State: ${states.find(({ value }) => value === state)?.label ?? state}`}
          className="btn phone"
          value={state}
          onChange={(value) => url.set('state', value)}
          options={states}
        />
      </div>
      {rows.length === 0 ? (
        <div className="panel">
          <EmptyState title="No rollouts yet.">
            Each Deployment, StatefulSet and DaemonSet that goes from one version to the next is followed
            here, and for a day after.
          </EmptyState>
        </div>
      ) : shown.length === 0 ? (
        <div className="panel">
          <NothingFound
            what="rollout"
            query={q}
            action={<Button onClick={() => url.clear('q', 'state', 'environment', 'cluster')}>Clear</Button>}
          />
        </div>
      ) : null}
      <RolloutSection title="Under way" rows={under} first />
      <RolloutSection
        title="Ended last"
        rows={ended.slice(0, ENDED_SHOWN_MAX)}
        of={ended.length}
        first={under.length === 0}
      />
    </>
  );
}

function RolloutSection({
  title,
  rows,
  of = rows.length,
  first = false,
}: {
  title: string;
  rows: readonly RolloutRow[];
  of?: number;
  first?: boolean;
}) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <SectionHead
        title={title}
        count={of === rows.length ? String(of) : `the last ${rows.length} of ${of}`}
        first={first}
      />
      <ol className="panel rollouts">
        {rows.map((row) => (
          <RolloutItem key={row.id} row={row} />
        ))}
      </ol>
    </section>
  );
}

function matches(row: RolloutRow, q: string): boolean {
  const wanted = q.toLowerCase();
  return [row.serviceName, row.workload.name, row.owner ?? '', row.toVersion, row.fromVersion ?? ''].some(
    (text) => text.toLowerCase().includes(wanted),
  );
}

function bySeverity(a: RolloutRow, b: RolloutRow): number {
  return STATE_RANK[a.state] - STATE_RANK[b.state] || byNewest(a, b);
}

function byNewest(a: RolloutRow, b: RolloutRow): number {
  return (b.since ?? '').localeCompare(a.since ?? '') || a.id.localeCompare(b.id);
}
