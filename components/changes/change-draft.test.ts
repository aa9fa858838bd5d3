import { describe, expect, it } from 'vitest';
import type { PlacementChoice, WorkloadChoice } from './change-choices';
import {
  choose,
  draftOf,
  fieldError,
  fillDraft,
  replicasError,
  requestOf,
  versionRange,
} from './change-draft';

function workload(name: string, cluster: string, ...images: string[]): WorkloadChoice {
  return {
    key: `Deployment/${name}`,
    label: `Deployment ${name}`,
    target: { cluster, namespace: 'shop', kind: 'Deployment', name },
    replicas: 2,
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
const blank = { placement: '', workload: '', container: '', image: '', replicas: '' };
const untouched = draftOf(blank);

describe('fillDraft', () => {
  it('shows what is there now', () => {
    expect(fillDraft(choices, untouched)).toMatchObject({
      placement: staging,
      replicas: '2',
      image: 'r/ledger:1.28.0',
      container: 'c0',
    });
  });
  it('follows the place while nothing was typed, and keeps what was', () => {
    const there = choose(untouched, { placement: 'p' });
    expect(fillDraft(choices, there)?.image).toBe('r/ledger:1.27.3');
    const typed = choose(choose(untouched, { image: 'r/ledger:2' }), { placement: 'p' });
    expect(fillDraft(choices, typed)).toMatchObject({ placement: production, image: 'r/ledger:2' });
  });
  it('does not carry an image to another container', () => {
    const typed = choose(choose(untouched, { placement: 'p' }), { image: 'r/ledger:2' });
    const worker = choose(typed, { workload: 'Deployment/ledger-worker', container: '' });
    expect(fillDraft(choices, worker)?.image).toBe('r/worker:1');
    expect(fillDraft(choices, choose(worker, { container: 'c1' }))?.image).toBe('r/proxy:2');
  });
  it('takes what a link filled in; a container leads to its workload', () => {
    const preset = draftOf({ ...blank, placement: 'p', container: 'c1', image: 'r/proxy:3' });
    expect(fillDraft(choices, preset)).toMatchObject({
      workload: { key: 'Deployment/ledger-worker' },
      container: 'c1',
      image: 'r/proxy:3',
    });
  });
  it('takes the workload and the number that a link filled in', () => {
    const preset = draftOf({ ...blank, placement: 'p', workload: 'Deployment/ledger-worker', replicas: '6' });
    expect(fillDraft(choices, preset)).toMatchObject({
      workload: { key: 'Deployment/ledger-worker' },
      replicas: '6',
    });
  });
  it('is null where nothing can be chosen', () => {
    expect(fillDraft([], untouched)).toBeNull();
  });
});

describe('requestOf', () => {
  const fill = (change: Parameters<typeof choose>[1]) => {
    const filled = fillDraft(choices, choose(untouched, change));
    if (filled === null) throw new Error('nothing to choose');
    return filled;
  };
  it('scales', () => {
    expect(requestOf('scale', fill({ replicas: ' 4 ', reason: 'Month end' }))).toEqual({
      action: 'scale',
      target: { cluster: 'staging-eu', namespace: 'shop', kind: 'Deployment', name: 'ledger' },
      params: { replicas: 4 },
      reason: 'Month end',
    });
  });
  it('names the container only where there are several', () => {
    expect(requestOf('deploy', fill({ image: 'r/ledger:2 ' })).params).toEqual({ image: 'r/ledger:2' });
    const worker = fill({ placement: 'p', workload: 'Deployment/ledger-worker' });
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
