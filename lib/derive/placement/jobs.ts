import type { CronJob, Job, Pod, Verdict } from '@/lib/model';
import { conditionOf, isTrue } from '../conditions';
import { refOf, type Viewpoint } from '../evidence';
import type { WorkloadFacts } from '../facts';
import { cronJobHealth } from '../health/cron-job';
import { jobHealth } from '../health/job';
import { groupSays, groupTroubles, type TroubleGroup } from '../pods/groups';
import { podContext } from '../pods/pod-states';
import { viewPod } from '../pods/view-pod';
import { earliest, latest, millis } from '../times';
import { count } from '../sentences';
import { verdictOf, type PlacementFinding, type PlacementContext, type WorkloadVerdict } from './judged';

/** The health of a Job that no CronJob controls: what blocks its pods, else Argo CD's verdict on it. */
export function jobWorkloadHealth(
  facts: WorkloadFacts,
  job: Job,
  context: PlacementContext,
): WorkloadVerdict {
  const ended = isEnded(job);
  const { groups, validUntil } = podTroubles(facts, ended ? [] : [job], context);
  const finding = jobHealth(job);
  const verdict: Verdict =
    blocked(groups, `Job ${job.metadata.name}`, job, context) ??
    verdictOf(
      { ...finding, object: job, reading: finding, validUntil, ...failure(finding, job, facts) },
      context,
    );
  return {
    ...verdict,
    workload: job.metadata.name,
    hasRuns: true,
    ready: job.status.ready,
    desired: job.status.active,
  };
}

/**
 * The health of a CronJob: blocked pods of a run that is active, else the result of the last run that ended. Where its Jobs are no longer
 * there, what the times of its status show.
 */
export function cronJobWorkloadHealth(
  facts: WorkloadFacts,
  cronJob: CronJob,
  context: PlacementContext,
): WorkloadVerdict {
  const running = facts.jobs.filter((job) => !isEnded(job));
  const { groups, validUntil } = podTroubles(facts, running, context);
  const verdict: Verdict =
    (cronJob.spec.suspend
      ? null
      : blocked(groups, `the run of ${cronJob.metadata.name}`, cronJob, context)) ??
    verdictOf({ validUntil, ...cronJobFinding(facts, cronJob, running.length) }, context);
  return {
    ...verdict,
    workload: cronJob.metadata.name,
    hasRuns: true,
    ready: running.reduce((sum, job) => sum + job.status.ready, 0),
    desired: running.reduce((sum, job) => sum + job.status.active, 0),
  };
}

function cronJobFinding(facts: WorkloadFacts, cronJob: CronJob, running: number): PlacementFinding {
  const own = cronJobHealth(cronJob);
  const byItself: PlacementFinding = { ...own, object: cronJob, reading: own };
  if (cronJob.spec.suspend) return byItself;
  const last = lastEnded(facts.jobs);
  if (last === null) return { ...byItself, ...failure(own, cronJob, facts) };
  const finding = jobHealth(last);
  const under = running === 0 ? '' : `; ${count(running, 'run')} ${running === 1 ? 'is' : 'are'} active`;
  return finding.status === 'Degraded'
    ? {
        ...finding,
        object: last,
        reading: finding,
        says: `the last run of ${cronJob.metadata.name} failed: ${finding.says}${under}`,
        ...failure(finding, last, facts),
      }
    : {
        status: 'Healthy',
        since: finding.since,
        object: last,
        reading: finding,
        says: `the last run of ${cronJob.metadata.name} succeeded${under}`,
      };
}

/** The diagnosis of a run that failed, with its last failed pod, whose logs show why. */
function failure(
  { status }: { readonly status: string },
  object: Job | CronJob,
  { pods }: WorkloadFacts,
): Pick<PlacementFinding, 'diagnosis'> {
  if (status !== 'Degraded') return {};
  const failed = pods
    .filter((pod) => pod.status.phase === 'Failed' && isOwnedBy(pod, object.metadata.uid))
    .toSorted((a, b) => millis(b.metadata.creationTimestamp) - millis(a.metadata.creationTimestamp));
  const condition = object.kind === 'Job' ? conditionOf(object.status.conditions, 'Failed') : undefined;
  return {
    diagnosis: { code: 'job-failed', detail: condition?.message ?? '', pod: failed.at(0) ?? null },
  };
}

function isOwnedBy(pod: Pod, uid: string): boolean {
  return pod.metadata.ownerReferences.some((owner) => owner.uid === uid);
}

function blocked(
  groups: readonly TroubleGroup[],
  whose: string,
  workload: Job | CronJob,
  view: Viewpoint,
): Verdict | null {
  const [lead] = groups;
  if (lead === undefined) return null;
  return verdictOf(
    {
      status: 'Degraded',
      says: `${whose} is blocked: ${count(lead.pods.length, 'pod')} ${groupSays(lead)}`,
      since: earliest(groups.map(({ since }) => since)),
      object: lead.first.trouble.object ?? lead.first.pod,
      reading: lead.first.trouble,
      diagnosis: {
        code: lead.code,
        detail: lead.first.trouble.detail,
        workload: refOf(workload, view.cluster),
        namespace: workload.metadata.namespace,
        pod: lead.first.pod,
        container: lead.first.trouble.container,
        image: lead.first.trouble.image,
        exit: lead.first.trouble.exit ?? null,
        probe: lead.first.trouble.probe ?? null,
      },
    },
    view,
  );
}

function podTroubles(
  facts: WorkloadFacts,
  jobs: readonly Job[],
  view: Viewpoint,
): { groups: readonly TroubleGroup[]; validUntil: string | null } {
  const uids = new Set(jobs.map((job) => job.metadata.uid));
  const views = facts.pods
    .filter((pod) => pod.metadata.ownerReferences.some((owner) => uids.has(owner.uid)))
    .map((pod) => viewPod(pod, podContext(pod, facts), view.now));
  return { groups: groupTroubles(views), validUntil: earliest(views.map(({ validUntil }) => validUntil)) };
}

function isEnded({ status }: Job): boolean {
  return isTrue(status.conditions, 'Complete') || isTrue(status.conditions, 'Failed');
}

function lastEnded(jobs: readonly Job[]): Job | null {
  const ended = jobs.filter(isEnded).map((job) => ({ job, at: millis(endOf(job)) }));
  return ended.toSorted((a, b) => b.at - a.at).at(0)?.job ?? null;
}

function endOf({ status, metadata }: Job): string {
  const ends = status.conditions
    .filter(({ type }) => type === 'Complete' || type === 'Failed')
    .map(({ lastTransitionTime }) => lastTransitionTime);
  return latest([status.completionTime, ...ends]) ?? metadata.creationTimestamp;
}
