import { expect, it } from 'vitest';
import { probeFailureIn } from './probe-failure';

it.each([
  [
    'Liveness probe failed: HTTP probe failed with statuscode: 500',
    { probe: 'liveness', answer: 'HTTP probe failed with statuscode: 500' },
  ],
  ['Startup probe failed: line 1\nline 2', { probe: 'startup', answer: 'line 1\nline 2' }],
  [
    'Readiness probe errored: context deadline exceeded',
    { probe: 'readiness', answer: 'context deadline exceeded' },
  ],
  [
    'Readiness probe errored and resulted in unknown state: timeout',
    { probe: 'readiness', answer: 'Readiness probe errored and resulted in unknown state: timeout' },
  ],
  ['Back-off restarting failed container', null],
])('reads the message of the kubelet %j', (message, failure) => {
  expect(probeFailureIn(message)).toEqual(failure);
});
