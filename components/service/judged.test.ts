import { expect, it } from 'vitest';
import type { ObjectHealth, PodDto, WorkloadDto } from '@/lib/model';
import { judgedOf } from './judged';

const here = 'web@eu/shop';
const object = (kind: string, name: string, status: ObjectHealth, placement = here) => ({
  placement,
  ref: { cluster: 'eu', kind, namespace: 'shop', name, uid: null },
  health: { status, reason: 'r', message: 'It is so.', since: null, receipts: [] },
});
const workload = (...args: Parameters<typeof object>) => object(...args) as unknown as WorkloadDto;
const pod = (...args: Parameters<typeof object>) => object(...args) as unknown as PodDto;

it('judgedOf lists the workloads and the pods in trouble, the worst first, and counts the others', () => {
  const list = judgedOf(
    {
      workloads: [
        workload('Deployment', 'web', 'Progressing'),
        workload('Deployment', 'far', 'Degraded', 'web@us/shop'),
      ],
      pods: [
        pod('Pod', 'web-1', 'Healthy'),
        pod('Pod', 'web-2', 'Degraded'),
        pod('Pod', 'web-3', 'Healthy'),
        pod('Pod', 'far-1', 'Healthy', 'web@us/shop'),
      ],
    },
    { id: here },
  );
  expect(list.shown.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['Pod web-2', 'Deployment web']);
  expect(list.healthyPods).toBe(2);
});
