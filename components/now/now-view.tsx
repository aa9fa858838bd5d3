'use client';
import Link from 'next/link';
import { useNow } from '@/lib/client';
import type { NowView as Now, Snapshot } from '@/lib/model';
import { inScope, useScope, type Scope } from '../list/scope';
import { RolloutItem } from '../rollouts/rollout-item';
import { SectionHead } from '../ui/page-head';
import { EmptyState } from '../ui/states';
import { Calm } from './calm';
import { Incident } from './incident';
import { ProblemItem } from './problem-item';
import { RecentList } from './recent-list';
import { scopedVerdict } from './scoped-verdict';
import { Verdict } from './verdict';
import { WaitingList } from './waiting-list';

/** The on-call's first screen: what is broken, since when, why, what is rolling out, what waits. */
export function NowView({ initial }: { initial: Snapshot<Now> }) {
  const now = useNow(initial);
  const scope = useScope();
  if (now === null) {
    return (
      <EmptyState title="No answer yet.">
        The clusters have not been read since the start of Pilothouse.
      </EmptyState>
    );
  }
  const view = scoped(now, scope);
  if (view.broken.length === 0 && view.unknown.length === 0) return <Calm now={view} />;
  const [worst, ...others] = view.broken;
  const problems = [...others, ...view.unknown];
  return (
    <div className="now">
      <Verdict
        verdict={view.verdict}
        sentence={view.sentence}
        meters={[
          { href: '#broken', count: view.broken.length, label: 'broken', bad: true },
          { href: '#broken', count: view.unknown.length, label: 'unknown' },
          { href: '#rolling', count: view.rolling.length, label: 'rolling out' },
          { href: '#waits', count: view.waiting.length, label: 'wait for approval' },
        ]}
      />
      <div>
        <section id="broken" aria-labelledby="broken-head">
          <SectionHead
            id="broken-head"
            title={worst ? 'Broken' : 'Unknown'}
            count={worst ? `${view.broken.length}, by reach and severity` : String(view.unknown.length)}
            first
          />
          {worst ? <Incident problem={worst} rollout={rolloutOf(view, worst)} /> : null}
          {problems.length === 0 ? null : (
            <ol className="panel problems">
              {problems.map((problem) => (
                <ProblemItem key={problem.placement} problem={problem} />
              ))}
            </ol>
          )}
        </section>
        <section id="rolling" aria-labelledby="rolling-head">
          <SectionHead
            id="rolling-head"
            title="Rolling out"
            count={String(view.rolling.length)}
            aside={<Link href="/rollouts">All rollouts</Link>}
          />
          {view.rolling.length === 0 ? (
            <p className="soft">Nothing is rolling out.</p>
          ) : (
            <ol className="panel rollouts">
              {view.rolling.map((row) => (
                <RolloutItem key={row.id} row={row} />
              ))}
            </ol>
          )}
        </section>
      </div>
      <div>
        <WaitingList changes={view.waiting} first />
        <RecentList entries={view.recent} />
      </div>
    </div>
  );
}

function scoped(now: Now, scope: Scope): Now {
  const view = {
    ...now,
    broken: now.broken.filter((problem) => inScope(scope, problem)),
    unknown: now.unknown.filter((problem) => inScope(scope, problem)),
    rolling: now.rolling.filter((row) =>
      inScope(scope, { environment: row.environment, cluster: row.workload.cluster }),
    ),
    waiting: now.waiting.filter((change) =>
      inScope(scope, { environment: change.environment, cluster: change.target.cluster }),
    ),
    environments: now.environments.filter(
      ({ name, clusters }) =>
        clusters.length === 0 || clusters.some((cluster) => inScope(scope, { environment: name, cluster })),
    ),
  };
  return { ...view, ...scopedVerdict(now, view, scope) };
}

function rolloutOf(now: Now, problem: Now['broken'][number]) {
  return (
    now.rolling.find(
      ({ service, workload }) =>
        service === problem.service &&
        workload.cluster === problem.cluster &&
        workload.namespace === problem.namespace,
    ) ?? null
  );
}
