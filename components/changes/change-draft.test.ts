import { describe, expect, it } from 'vitest';
import type { ChangeAction, RevisionDto } from '@/lib/model';
import type { PlacementChoice, WorkloadChoice } from './change-choices';
import { choose, choosePlacement, draftOf, fillDraft, requestOf } from './change-draft';
import { fieldError } from './field-error';
import { rollbackForm } from './kinds/rollback';
import { replicasError } from './kinds/scale';
import { versionRange } from './version-range';

function workload(name: string, cluster: string, ...images: string[]): WorkloadChoice {
  return {
    key: `Deployment/${name}`,
    label: `Deployment ${name}`,
    target: { cluster, namespace: 'shop', kind: 'Deployment', name },
    replicas: 2,
    revisions: [],
    containers: images.map((image, index) => ({ name: `c${index}`, image, version: '1' })),
  };
}
const staging: PlacementChoice = {
  id: 's',
  label: 'Staging',
  note: '',
  workloads: [workload('ledger', 'staging-eu', 'r/ledger:1.28.0')],
};
const production: PlacementChoice = {
  id: 'p',
  label: 'Production',
  note: '',
  workloads: [
    workload('ledger', 'production-eu', 'r/ledger:1.27.3'),
    workload('ledger-worker', 'production-eu', 'r/worker:1', 'r/proxy:2'),
  ],
};
const choices = [staging, production];
const blank = { placement: '', workload: '', values: { container: '', image: '', replicas: '' } };
const untouched = draftOf(blank);

describe('fillDraft', () => {
  it('shows what is there now', () => {
    expect(fillDraft('scale', choices, untouched)).toMatchObject({
      placement: staging,
      values: { replicas: '2' },
    });
    expect(fillDraft('deploy', choices, untouched)).toMatchObject({
      placement: staging,
      values: { image: 'r/ledger:1.28.0', container: 'c0' },
    });
  });
  it('follows the place while nothing was typed, and keeps what was', () => {
    const there = choose(untouched, { placement: 'p' });
    expect(fillDraft('deploy', choices, there)?.values.image).toBe('r/ledger:1.27.3');
    const typed = choose(choose(untouched, { values: { image: 'r/ledger:2' } }), { placement: 'p' });
    expect(fillDraft('deploy', choices, typed)).toMatchObject({
      placement: production,
      values: { image: 'r/ledger:2' },
    });
  });
  it('does not carry an image to another container', () => {
    const typed = choose(choose(untouched, { placement: 'p' }), { values: { image: 'r/ledger:2' } });
    const worker = choose(typed, { workload: 'Deployment/ledger-worker' });
    expect(fillDraft('deploy', choices, worker)?.values.image).toBe('r/worker:1');
    const other = choose(worker, { values: { container: 'c1' } });
    expect(fillDraft('deploy', choices, other)?.values.image).toBe('r/proxy:2');
  });
  it('takes what a link filled in; a container leads to its workload', () => {
    const preset = draftOf({ ...blank, placement: 'p', values: { container: 'c1', image: 'r/proxy:3' } });
    expect(fillDraft('deploy', choices, preset)).toMatchObject({
      workload: { key: 'Deployment/ledger-worker' },
      values: { container: 'c1', image: 'r/proxy:3' },
    });
  });
  it('takes the workload and the number that a link filled in', () => {
    const preset = draftOf({
      placement: 'p',
      workload: 'Deployment/ledger-worker',
      values: { replicas: '6' },
    });
    expect(fillDraft('scale', choices, preset)).toMatchObject({
      workload: { key: 'Deployment/ledger-worker' },
      values: { replicas: '6' },
    });
  });
  it('is null where nothing can be chosen', () => {
    expect(fillDraft('scale', [], untouched)).toBeNull();
  });
});

describe('the form of a rollback', () => {
  const revision = (number: string, current: boolean): RevisionDto =>
    ({ revision: number, version: `1.${number}`, current, kept: true }) as RevisionDto;
  const kept = (place: PlacementChoice, revisions: readonly RevisionDto[]): PlacementChoice => ({
    ...place,
    workloads: place.workloads.slice(0, 1).map((one) => ({ ...one, revisions })),
  });
  // Revision 2 was rolled back to: it is revision 4 now, and 3 is what failed.
  const places = [
    kept(staging, [revision('4', true), revision('3', false), revision('1', false)]),
    kept(production, [revision('2', true), revision('1', false)]),
  ];
  const linked = (number: string) => draftOf({ placement: 's', workload: '', values: { revision: number } });
  const filled = (draft: Parameters<typeof choose>[0]) =>
    fillDraft('rollback', places, draft)?.values.revision;

  it('offers the newest earlier revision where none is named', () => {
    expect(filled(untouched)).toBe('3');
  });
  it('takes the one that a link names', () => {
    expect(filled(linked('1'))).toBe('1');
  });
  it.each(['2', '4', 'abc'])('chooses no other one in place of revision %s', (number) => {
    expect(filled(linked(number))).toBe('');
    expect(rollbackForm.fault?.({ revision: '' })).toBe('Choose a revision.');
  });
  it('does not carry the number of a revision to another place', () => {
    expect(filled(choosePlacement('rollback', linked('3'), 'p'))).toBe('1');
  });
});

describe('requestOf', () => {
  const fill = (action: ChangeAction, change: Parameters<typeof choose>[1]) => {
    const filled = fillDraft(action, choices, choose(untouched, change));
    if (filled === null) throw new Error('nothing to choose');
    return filled;
  };
  it('scales', () => {
    expect(requestOf('scale', fill('scale', { values: { replicas: ' 4 ' }, reason: 'Month end' }))).toEqual({
      action: 'scale',
      target: { cluster: 'staging-eu', namespace: 'shop', kind: 'Deployment', name: 'ledger' },
      params: { replicas: 4 },
      reason: 'Month end',
    });
  });
  it('names the container only where there are several', () => {
    expect(requestOf('deploy', fill('deploy', { values: { image: 'r/ledger:2 ' } })).params).toEqual({
      image: 'r/ledger:2',
    });
    const worker = fill('deploy', { placement: 'p', workload: 'Deployment/ledger-worker' });
    expect(requestOf('deploy', worker).params).toEqual({ container: 'c0', image: 'r/worker:1' });
  });
});

describe('replicasError', () => {
  it.each(['0', '4', '1000', ' 12 '])('%s is fine', (text) => {
    expect(replicasError(text)).toBeNull();
  });
  it.each(['', '-1', '1.5', 'three', '1001', '1e3'])('“%s” is not', (text) => {
    expect(replicasError(text)).toBe('Replicas must be a whole number, 0 to 1,000.');
  });
});

describe('versionRange', () => {
  it.each([
    ['registry.example:5000/ledger:1.27.3', '1.27.3'],
    ['ledger:1.27.3', '1.27.3'],
    ['r/ledger:1.27.3@sha256:5d20', '1.27.3@sha256:5d20'],
    ['r/ledger@sha256:5d20', '@sha256:5d20'],
    ['registry.example:5000/ledger', ''],
  ])('%s', (image, version) => {
    expect(image.slice(...versionRange(image))).toBe(version);
  });
});

it('makes a sentence of what the API says of a field', () => {
  expect(fieldError('Replicas', 'expected a whole number')).toBe('Replicas: expected a whole number.');
  expect(fieldError('Image', 'There is no such image.')).toBe('There is no such image.');
  expect(fieldError('Image', null)).toBeNull();
});
