import { describe, expect, it } from 'vitest';
import type { NowView, Problem } from '@/lib/model';
import { scopedVerdict } from './scoped-verdict';

const problem = (service: string, ready = 2): Problem =>
  ({ service, serviceName: service, ready, desired: 6 }) as Problem;
const environment = (name: string, title: string) => ({
  name,
  title,
  services: 9,
  healthy: 9,
  counts: [],
  clusters: [],
});

const now: NowView = {
  verdict: 'payments is failing in production.',
  sentence: '2 of 6 pods are ready.',
  broken: [problem('payments')],
  unknown: [],
  strained: [],
  rolling: [],
  waiting: [],
  recent: [],
  totals: { broken: 1, unknown: 0, strained: 0, rolling: 0 },
  disagreements: 0,
  environments: [environment('staging', 'Staging'), environment('production', 'Production')],
};
const all = { environment: [], cluster: [] };
const staging = { environment: ['staging'], cluster: [] };

describe('scopedVerdict', () => {
  it('is the verdict of the API while everything is in scope', () => {
    expect(scopedVerdict(now, now, all)).toMatchObject({
      verdict: now.verdict,
      sentence: now.sentence,
    });
  });

  it('speaks of the scope, and of what is broken elsewhere', () => {
    expect(scopedVerdict(now, { ...now, broken: [] }, staging)).toEqual({
      verdict: 'No service is failing in staging.',
      sentence: 'Elsewhere: payments is failing in production.',
    });
    const calm = { ...now, broken: [] };
    expect(scopedVerdict(calm, calm, staging).sentence).toBe('');
  });

  it('names the one service that fails, or counts them, each once', () => {
    const one = { ...now, broken: [problem('search', 1), problem('search')] };
    expect(scopedVerdict(now, one, staging)).toEqual({
      verdict: 'search is failing in staging.',
      sentence: '1 of 6 pods of search is ready.',
    });
    const two = { ...now, broken: [problem('search'), problem('cart')] };
    expect(scopedVerdict(now, two, { environment: ['staging'], cluster: ['eu-1'] }).verdict).toBe(
      '2 services are failing in staging on eu-1.',
    );
  });

  it('says what cannot be judged', () => {
    const lost = { ...now, broken: [], unknown: [problem('search')] };
    expect(scopedVerdict(now, lost, { environment: [], cluster: ['eu-1'] }).verdict).toBe(
      'search cannot be judged in eu-1.',
    );
  });
});
