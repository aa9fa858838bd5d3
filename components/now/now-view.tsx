'use client';
import Link from 'next/link';
import { useNow } from '@/lib/client';
import type { NowView as Now, Readiness, Snapshot } from '@/lib/model';
import { inScope, useScope, type PageScope } from '../list/scope';
import { SectionHead } from '../ui/page-head';
import { EmptyState } from '../ui/states';
import { AwayCluster, useAwayClusters } from './away-clusters';
import { Calm } from './calm';
import { Incident } from './incident';
import { ProblemItem } from './problem-item';
import { RecentList } from './recent-list';
import { RollingList } from './rolling-list';
import { UnknownItem } from './unknown-item';
import { unknownGroups } from './unknown-groups';
import { scopedVerdict } from './scoped-verdict';
import { Strained } from './strained';
import { Verdict } from './verdict';
import { WaitingList } from './waiting-list';

export interface NowViewProps {
  initial: Snapshot<Now>;
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
  /** The ready pods of the worst problem over time, as the page was rendered. */
  readiness: Readiness | null;
}

/** The first screen of the on-call: what is broken, since when, why, what is rolling out, what waits for approval. */
export function NowView({ initial, mayRequest, readiness }: NowViewProps) {
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
  const { broken, unknown } = view.totals;
  return (
    <div className="now">
      <Verdict
        verdict={view.verdict}
        sentence={view.sentence}
        meters={[
          { href: '#broken', count: broken, label: 'broken', bad: true },
          { href: '#broken', count: unknown, label: 'unknown' },
          { href: '#rolling', count: view.totals.rolling, label: 'rolling out' },
          { href: '#waits', count: view.waiting.length, label: 'wait for approval' },
        ]}
      />
      <div>
        <Problems view={view} mayRequest={mayRequest} readiness={readiness} />
        <Strained problems={view.strained} total={view.totals.strained} />
        <RollingList view={view} />
      </div>
      <div>
        <WaitingList changes={view.waiting} first />
        <RecentList entries={view.recent} />
      </div>
    </div>
  );
}

/** The worst problem in full, the others as rows; what is Unknown in one row for each reason. */
function Problems({
  view,
  mayRequest,
  readiness,
}: { view: Now } & Pick<NowViewProps, 'mayRequest' | 'readiness'>) {
  const [worst, ...others] = view.broken;
  const groups = unknownGroups(view.unknown);
  const away = useAwayClusters(groups.map(({ cluster }) => cluster));
  const { broken, unknown } = view.totals;
  const hidden = broken + unknown - view.broken.length - view.unknown.length;
  return (
    <section id="broken" aria-labelledby="broken-head">
      <SectionHead
        id="broken-head"
        title={worst ? 'Broken' : 'Unknown'}
        count={!worst ? String(unknown) : broken > 1 ? `${broken}, by impact and severity` : String(broken)}
        first
      />
      {worst ? (
        <Incident
          key={worst.placement}
          problem={worst}
          rollout={rolloutOf(view, worst)}
          mayRequest={mayRequest}
          readiness={readiness}
        />
      ) : null}
      {others.length + groups.length + away.length === 0 ? null : (
        <ol className="panel problems">
          {others.map((problem) => (
            <ProblemItem
              key={problem.placement}
              problem={problem}
              rollout={rolloutOf(view, problem)}
              mayRequest={mayRequest}
            />
          ))}
          {groups.map((group) =>
            group.problems.length === 1 ? (
              <ProblemItem
                key={group.key}
                problem={group.problems[0]}
                rollout={null}
                mayRequest={mayRequest}
              />
            ) : (
              <UnknownItem key={group.key} group={group} />
            ),
          )}
          {away.map(([name, age]) => (
            <AwayCluster key={name} name={name} age={age} />
          ))}
        </ol>
      )}
      {hidden > 0 ? (
        <p className="table-foot">
          {hidden} more. <Link href="/catalog?health=Degraded,Missing,Unknown">Show all in the Catalog</Link>
        </p>
      ) : null}
    </section>
  );
}

function scoped(now: Now, scope: PageScope): Now {
  const broken = now.broken.filter((problem) => inScope(scope, problem));
  const unknown = now.unknown.filter((problem) => inScope(scope, problem));
  const strained = now.strained.filter((problem) => inScope(scope, problem));
  const rolling = now.rolling.filter((row) =>
    inScope(scope, { environment: row.environment, cluster: row.workload.cluster }),
  );
  const all = scope.environment.length + scope.cluster.length === 0;
  const view = {
    ...now,
    broken,
    unknown,
    strained,
    rolling,
    totals: all
      ? now.totals
      : {
          broken: broken.length,
          unknown: unknown.length,
          strained: strained.length,
          rolling: rolling.length,
        },
    recent: now.recent.filter((entry) => inScope(scope, entry)),
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
