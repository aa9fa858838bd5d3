import { describe, expect, it } from 'vitest';
import type { PlacementSummary, ServiceDetail, WorkloadDto } from '@/lib/model';
import { choicesOf, unfitSentences } from './change-choices';

function workload(placement: string, kind: string, containers: string[] = ['web']) {
  const name = `ledger-${kind.toLowerCase()}`;
  return {
    placement,
    ref: { cluster: placement, kind, namespace: 'shop', name, uid: null },
    replicas: kind === 'Deployment' ? 3 : null,
    containers: containers.map((container) => ({
      name: container,
      image: 'r/ledger:1.27.3',
      version: '1.27.3',
    })),
  } as unknown as WorkloadDto;
}
const placements = ['staging', 'production'].map((id) => ({ id }) as PlacementSummary);
const labels = new Map([
  ['staging', 'Staging'],
  ['production', 'Production'],
]);
const input = (action: 'scale' | 'deploy', ...workloads: WorkloadDto[]) => ({
  action,
  service: { name: 'ledger', workloads, revisions: [] } as unknown as ServiceDetail,
  placements,
  labels,
});

describe('scaling', () => {
  const scale = input('scale', workload('staging', 'Deployment'), workload('production', 'DaemonSet'));
  it('offers where something can be scaled, with its replicas', () => {
    expect(choicesOf(scale).map(({ label, note }) => [label, note])).toEqual([['Staging', '3 replicas']]);
  });
  it('says why the other cannot', () => {
    expect(unfitSentences(scale)).toEqual([
      'Production cannot be scaled: a DaemonSet runs one pod on each node.',
    ]);
  });
});

describe('deploying', () => {
  it('offers every kind with a container, with its version', () => {
    const deploy = input('deploy', workload('staging', 'CronJob'), workload('production', 'DaemonSet'));
    expect(choicesOf(deploy).map(({ note }) => note)).toEqual(['1.27.3', '1.27.3']);
    expect(choicesOf(deploy)[0]?.workloads[0]?.target).toEqual({
      cluster: 'staging',
      namespace: 'shop',
      kind: 'CronJob',
      name: 'ledger-cronjob',
    });
  });
  it('shows a count where there are several versions', () => {
    const deploy = input(
      'deploy',
      workload('staging', 'Deployment'),
      workload('staging', 'StatefulSet'),
      workload('production', 'Deployment', ['web', 'proxy']),
    );
    expect(choicesOf(deploy).map(({ note }) => note)).toEqual(['2 workloads', '2 containers']);
  });
  it('says why a placement cannot be chosen', () => {
    expect(unfitSentences(input('deploy', workload('staging', 'Job')))).toEqual([
      'Staging cannot be deployed to: a Job runs once.',
      'Production cannot be deployed to: no workload runs there.',
    ]);
  });
});
