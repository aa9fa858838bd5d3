import { expect, it } from 'vitest';
import { wayBack, type Passage } from './way-back';

const passage: Passage = {
  workload: { kind: 'Deployment' },
  from: { app: 'r/app:1', proxy: 'r/proxy:7' },
  to: { app: 'r/app:2', proxy: 'r/proxy:7' },
  fromVersion: '1',
  toVersion: '2',
};

it('is the earlier image of the container that changed', () => {
  expect(wayBack(passage)).toEqual({ container: 'app', image: 'r/app:1', version: '1' });
});

it.each<[string, Partial<Passage>]>([
  ['nothing tells what was before', { from: null, fromVersion: null }],
  ['the versions read the same', { fromVersion: '2' }],
  ['another container changed too', { to: { app: 'r/app:2', proxy: 'r/proxy:8' } }],
  ['a container came', { to: { app: 'r/app:2', proxy: 'r/proxy:7', extra: 'r/x:1' } }],
  ['only another container changed', { to: { app: 'r/app:1', proxy: 'r/proxy:8' } }],
])('is none when %s', (_why, more) => {
  expect(wayBack({ ...passage, ...more })).toBeNull();
});

it('is none for an Argo Rollout, whose own controller takes it back', () => {
  expect(wayBack({ ...passage, workload: { kind: 'Rollout' } })).toBeNull();
});
