import type { KubeObject } from '../cluster/types';
import { labelsOf } from './manifests';
import type { ClusterName } from './services';

const JOB_COUNT = 3;
const DAY_MS = 86_400_000;
const PAYOUTS = { name: 'payouts', system: 'payments', owner: 'payments' };
const second = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

const payoutsPodSpec = () => ({
  restartPolicy: 'Never',
  containers: [
    {
      name: 'payouts',
      image: 'registry.harbor.example/payouts:1.4.0',
      env: [
        { name: 'LEDGER_URL', value: 'http://ledger.payments.svc.cluster.local:8080' },
        { name: 'PAYMENTS_URL', value: 'http://payments.payments:8080' },
      ],
      resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '256Mi' } },
    },
  ],
});

/** The nightly payouts, with the traces of the last nights as they are at `startMs`; suspended in staging. */
export function payoutsObjects(cluster: ClusterName, startMs: number, uid: string): KubeObject[] {
  const suspended = cluster === 'staging-eu';
  const midnight = Math.floor((startMs - 2.2 * 3_600_000) / DAY_MS) * DAY_MS;
  const nights = suspended
    ? []
    : Array.from({ length: JOB_COUNT }, (_, index) => midnight - index * DAY_MS + 2 * 3_600_000).reverse();
  const last = nights.at(-1);
  const template = { metadata: { labels: labelsOf(PAYOUTS, '1.4.0') }, spec: payoutsPodSpec() };
  const cronJob: KubeObject = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: 'payouts',
      namespace: 'payments',
      uid,
      labels: labelsOf(PAYOUTS, '1.4.0'),
      creationTimestamp: second(startMs - 31 * DAY_MS),
    },
    spec: {
      schedule: '0 2 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      suspend: suspended,
      successfulJobsHistoryLimit: JOB_COUNT,
      failedJobsHistoryLimit: 1,
      jobTemplate: { spec: { backoffLimit: 2, template } },
    },
    status: last ? { lastScheduleTime: second(last), lastSuccessfulTime: second(last + 252_000) } : {},
  };
  return [cronJob, ...nights.flatMap((atMs) => payoutsRun(atMs, uid))];
}

function payoutsRun(atMs: number, cronJobUid: string): KubeObject[] {
  const name = `payouts-${String(atMs / 60_000)}`;
  const uid = `00000000-0000-4000-8000-${String(atMs / 1000).padStart(12, '0')}`;
  const [startTime, completionTime] = [second(atMs), second(atMs + 252_000)];
  const labels = { ...labelsOf(PAYOUTS, '1.4.0'), 'batch.kubernetes.io/job-name': name };
  const owned = (kind: string, owner: string, ownerUid: string) => [
    { apiVersion: 'batch/v1', kind, name: owner, uid: ownerUid, controller: true, blockOwnerDeletion: true },
  ];
  const terminated = { exitCode: 0, reason: 'Completed', startedAt: startTime, finishedAt: completionTime };
  return [
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace: 'payments',
        uid,
        labels,
        creationTimestamp: startTime,
        ownerReferences: owned('CronJob', 'payouts', cronJobUid),
      },
      spec: {
        backoffLimit: 2,
        completions: 1,
        parallelism: 1,
        completionMode: 'NonIndexed',
        template: { metadata: { labels }, spec: payoutsPodSpec() },
      },
      status: {
        succeeded: 1,
        startTime,
        completionTime,
        conditions: [
          {
            type: 'Complete',
            status: 'True',
            reason: 'CompletionsReached',
            message: 'Reached expected number of succeeded pods',
            lastProbeTime: completionTime,
            lastTransitionTime: completionTime,
          },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-x7k2p`,
        namespace: 'payments',
        labels,
        creationTimestamp: startTime,
        ownerReferences: owned('Job', name, uid),
      },
      spec: { ...payoutsPodSpec(), nodeName: 'eu-a-01' },
      status: {
        phase: 'Succeeded',
        startTime,
        conditions: [
          { type: 'Ready', status: 'False', reason: 'PodCompleted', lastTransitionTime: completionTime },
        ],
        containerStatuses: [
          {
            name: 'payouts',
            image: 'registry.harbor.example/payouts:1.4.0',
            imageID: '',
            ready: false,
            started: false,
            restartCount: 0,
            state: { terminated },
            lastState: {},
          },
        ],
      },
    },
  ];
}
