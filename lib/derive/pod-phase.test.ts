import { describe, expect, it } from 'vitest';
import { project } from '@/lib/projection';
import { podSummary } from './pod-phase';

interface Given {
  readonly metadata?: object;
  readonly spec?: object;
  readonly status?: object;
}

function pod(given: Given) {
  return project('Pod', {
    metadata: {
      name: 'p',
      namespace: 'shop',
      uid: 'u',
      creationTimestamp: '2026-03-06T06:00:00Z',
      ...given.metadata,
    },
    spec: { containers: [{ name: 'a', image: 'a' }], ...given.spec },
    status: { phase: 'Running', ...given.status },
  });
}

const main = (state: object, more: object = {}) => ({ name: 'a', image: 'a', state, ...more });
const running = { running: { startedAt: '2026-03-06T06:00:00Z' } };
const up = main(running, { ready: true });
const readyCondition = [{ type: 'Ready', status: 'True' }];
const ended = (exitCode: number, reason?: string, signal?: number) => ({
  terminated: { exitCode, reason, signal },
});
const inits = {
  initContainers: [
    { name: 'i', image: 'i' },
    { name: 'j', image: 'j' },
  ],
  containers: [{ name: 'a', image: 'a' }],
};
const sidecar = {
  initContainers: [{ name: 'i', image: 'i', restartPolicy: 'Always' }],
  containers: [{ name: 'a', image: 'a' }],
};
const init = (state: object, more: object = {}) => ({ name: 'i', image: 'i', state, ...more });
const deleted = { deletionTimestamp: '2026-03-06T07:00:00Z' };

describe('the STATUS column of kubectl get pods', () => {
  it.each<[string, Given]>([
    ['Running', { status: { containerStatuses: [up] } }],
    ['Pending', { status: { phase: 'Pending' } }],
    ['Evicted', { status: { phase: 'Failed', reason: 'Evicted' } }],
    [
      'SchedulingGated',
      {
        status: {
          phase: 'Pending',
          conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
        },
      },
    ],
    [
      'CrashLoopBackOff',
      { status: { containerStatuses: [main({ waiting: { reason: 'CrashLoopBackOff' } })] } },
    ],
    ['Completed', { status: { phase: 'Succeeded', containerStatuses: [main(ended(0, 'Completed'))] } }],
    ['OOMKilled', { status: { containerStatuses: [main(ended(137, 'OOMKilled'))] } }],
    ['ExitCode:3', { status: { containerStatuses: [main(ended(3))] } }],
    ['Signal:9', { status: { containerStatuses: [main(ended(137, undefined, 9))] } }],
    [
      'Running',
      { status: { conditions: readyCondition, containerStatuses: [main(ended(0, 'Completed')), up] } },
    ],
    ['NotReady', { status: { containerStatuses: [main(ended(0, 'Completed')), up] } }],
    ['Init:0/2', { spec: inits, status: { phase: 'Pending', initContainerStatuses: [init(running)] } }],
    [
      'Init:1/2',
      {
        spec: inits,
        status: {
          phase: 'Pending',
          initContainerStatuses: [
            init(ended(0, 'Completed')),
            { ...init({ waiting: { reason: 'PodInitializing' } }), name: 'j' },
          ],
        },
      },
    ],
    [
      'Init:ErrImagePull',
      {
        spec: inits,
        status: { phase: 'Pending', initContainerStatuses: [init({ waiting: { reason: 'ErrImagePull' } })] },
      },
    ],
    [
      'Init:Error',
      { spec: inits, status: { phase: 'Pending', initContainerStatuses: [init(ended(1, 'Error'))] } },
    ],
    [
      'Init:ExitCode:2',
      { spec: inits, status: { phase: 'Pending', initContainerStatuses: [init(ended(2))] } },
    ],
    [
      'Init:Signal:15',
      { spec: inits, status: { phase: 'Pending', initContainerStatuses: [init(ended(143, undefined, 15))] } },
    ],
    [
      'Running',
      {
        spec: sidecar,
        status: {
          initContainerStatuses: [init(running, { started: true, ready: true })],
          containerStatuses: [up],
        },
      },
    ],
    ['Terminating', { metadata: deleted, status: { containerStatuses: [up] } }],
    ['Unknown', { metadata: deleted, status: { reason: 'NodeLost' } }],
    [
      'Completed',
      { metadata: deleted, status: { phase: 'Succeeded', containerStatuses: [main(ended(0, 'Completed'))] } },
    ],
  ])('%s', (word, given) => {
    expect(podSummary(pod(given)).phase).toBe(word);
  });
});

describe('its other columns', () => {
  it('count containers, sidecars among them, restarts and the last one', () => {
    const lastState = { terminated: { exitCode: 1, finishedAt: '2026-03-06T06:30:00Z' } };
    const summary = podSummary(
      pod({
        spec: sidecar,
        status: {
          initContainerStatuses: [init(running, { started: true, ready: true, restartCount: 1 })],
          containerStatuses: [{ ...up, restartCount: 3, lastState }],
        },
      }),
    );
    expect(summary).toEqual({
      phase: 'Running',
      readyContainers: 2,
      containers: 2,
      restarts: 4,
      lastRestartAt: '2026-03-06T06:30:00Z',
    });
  });

  it('leave the restarts of plain init containers out once they are done', () => {
    const done = init(ended(0, 'Completed'), { restartCount: 2 });
    const crashing = init({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 2 });
    expect(
      podSummary(pod({ spec: inits, status: { initContainerStatuses: [done], containerStatuses: [up] } }))
        .restarts,
    ).toBe(0);
    expect(
      podSummary(pod({ spec: inits, status: { phase: 'Pending', initContainerStatuses: [crashing] } }))
        .restarts,
    ).toBe(2);
  });
});
