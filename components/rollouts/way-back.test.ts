import { expect, it } from 'vitest';
import { wayBack, type Passage } from './way-back';

const passage: Passage = {
  workload: { kind: 'Deployment' },
  fromRevision: 3,
  fromVersion: '1',
  toVersion: '2',
};

it('is a rollback to the revision that it came from, called by its version', () => {
  expect(wayBack(passage)).toEqual({ revision: 3, label: 'Roll back to 1' });
});

it.each<[string, Partial<Passage>]>([
  ['the version before is not known', { fromVersion: null }],
  ['the versions read the same', { fromVersion: '2' }],
  ['the cluster keeps no earlier revision', { fromRevision: null }],
])('is none when %s', (_why, more) => {
  expect(wayBack({ ...passage, ...more })).toBeNull();
});

it('is none for an Argo Rollout, whose own controller rolls it back', () => {
  expect(wayBack({ ...passage, workload: { kind: 'Rollout' } })).toBeNull();
});
