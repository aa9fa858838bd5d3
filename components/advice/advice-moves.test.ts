import { describe, expect, it } from 'vitest';
import type { Advice, NextStep } from '@/lib/model';
import { movesOf, serviceTabHref, type AdvicePlace } from './advice-moves';

const place: AdvicePlace = {
  service: 'payments',
  placement: 'payments@production-eu/payments',
  mayRequest: true,
};
const where = { cluster: 'production-eu', namespace: 'payments' };
const target = { ...where, kind: 'Deployment', name: 'payments' } as const;
const at = 'at=payments%40production-eu%2Fpayments';
const placement = 'placement=payments%40production-eu%2Fpayments';

const moves = (step: NextStep, reader: AdvicePlace = place) => {
  const advice: Advice = { code: 'out-of-memory', cause: 'It needs more memory.', steps: [step] };
  return movesOf(advice, reader);
};

describe('movesOf', () => {
  it.each<[string, NextStep, string]>([
    [
      'the log of the run that ended before this one',
      { type: 'logs', label: 'Logs', ...where, pod: 'p-1', container: 'app', previous: true },
      `/catalog/payments?tab=logs&${at}&pod=p-1&container=app&previous=1#parts`,
    ],
    [
      'the log of the running pod, all its containers',
      { type: 'logs', label: 'Logs', ...where, pod: 'p-1', container: null, previous: false },
      `/catalog/payments?tab=logs&${at}&pod=p-1#parts`,
    ],
    [
      'the events of one object',
      { type: 'events', label: 'Events', ...where, kind: 'Pod', name: 'p-1' },
      `/catalog/payments?tab=events&${at}&kind=Pod&name=p-1#parts`,
    ],
    [
      'a deploy, filled in',
      {
        type: 'change',
        label: 'Deploy 3.9.4 again',
        action: 'deploy',
        target,
        params: { container: 'app', image: 'r/payments:3.9.4' },
      },
      `/catalog/payments?do=deploy&${placement}&workload=Deployment%2Fpayments&container=app&image=r%2Fpayments%3A3.9.4`,
    ],
    [
      'a rollback, filled in',
      {
        type: 'change',
        label: 'Roll back to 3.9.4',
        action: 'rollback',
        target,
        params: { revision: 7 },
      },
      `/catalog/payments?do=rollback&${placement}&workload=Deployment%2Fpayments&revision=7`,
    ],
    [
      'a scale, filled in',
      { type: 'change', label: 'Scale to 4', action: 'scale', target, params: { replicas: 4 } },
      `/catalog/payments?do=scale&${placement}&workload=Deployment%2Fpayments&replicas=4`,
    ],
  ])('leads to %s', (_what, step, href) => {
    expect(moves(step)).toMatchObject([{ type: 'link', label: step.label, href, outside: false }]);
  });

  it('links to a document only at a web address', () => {
    const url = 'https://kubernetes.io/docs/concepts/';
    expect(moves({ type: 'document', label: 'Read', url })).toMatchObject([{ href: url, outside: true }]);
    expect(moves({ type: 'document', label: 'Read', url: 'javascript:alert(1)' })).toEqual([]);
  });

  it('gives a command to copy', () => {
    const command = 'kubectl -n payments get pods';
    expect(moves({ type: 'command', label: 'List them', command })).toEqual([
      { type: 'copy', label: 'List them', command },
    ]);
  });

  it('offers no Change to a viewer who may not request one', () => {
    const step: NextStep = {
      type: 'change',
      label: 'Scale to 4',
      action: 'scale',
      target,
      params: { replicas: 4 },
    };
    expect(moves(step, { ...place, mayRequest: false })).toEqual([]);
  });

  it('has nothing to offer where nothing is advised', () => {
    expect(movesOf(null, place)).toEqual([]);
  });
});

it('serviceTabHref names a discovered service and its placement whole', () => {
  expect(serviceTabHref({ service: 'web~shop~eu', placement: 'web~shop~eu@eu/shop' }, 'history')).toBe(
    '/catalog/web~shop~eu?tab=history&at=web%7Eshop%7Eeu%40eu%2Fshop#parts',
  );
});
