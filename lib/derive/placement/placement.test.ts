import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { NextStep, Verdict } from '@/lib/model';
import { factsOf } from '../testing/facts';
import { fixtureText, loadFixture } from '../testing/load';
import { placementHealth } from './placement';
import { worstOf } from './worst';

const now = new Date('2026-03-06T08:00:00Z');
const observedAt = '2026-03-06T07:59:59.000Z';
const cases = readdirSync(new URL('../fixtures', import.meta.url)).map((file) => file.replace('.yaml', ''));
const expected = parse(fixtureText('placement/verdicts.yaml')) as Record<string, unknown>;

function judge(name: string, at = now) {
  return placementHealth(factsOf(loadFixture(`fixtures/${name}.yaml`), { observedAt }), at);
}

/** Advice and further receipts as the table writes them; nothing where there is none. */
function adviceLines({ advice, further }: Verdict): object {
  return {
    ...(further && {
      further: further.map(({ object, field, value }) => `${object.kind} ${object.name} ${field} = ${value}`),
    }),
    ...(advice && { code: advice.code, cause: advice.cause, steps: advice.steps.map(stepLine) }),
  };
}

function stepLine(step: NextStep): string {
  switch (step.type) {
    case 'logs':
      return `${step.label} (${step.pod}/${step.container ?? 'any'}${step.previous ? ', previous' : ''})`;
    case 'events':
      return step.label;
    case 'document':
      return `${step.label} <${step.url.replace('https://kubernetes.io/docs/', '')}>`;
    case 'change':
      return `${step.label}! ${step.target.kind} ${step.target.name} ${JSON.stringify(step.params)}`;
    case 'command':
      return `${step.label}: ${step.command}`;
  }
}

describe('the health of a placement', () => {
  it('has an expected verdict for every fixture, and a fixture for every verdict', () => {
    expect(Object.keys(expected).sort()).toEqual([...cases].sort());
    expect(cases.length).toBeGreaterThan(60);
  });

  it.each(cases)('%s', (name) => {
    const verdict = judge(name);
    const { object, field, value, rule, ...rest } = verdict.receipt;
    expect({
      status: verdict.status,
      sentence: verdict.sentence,
      rule,
      read: `${object.kind} ${object.name} ${field} = ${value}`,
      since: verdict.since,
      validUntil: verdict.validUntil,
      ...adviceLines(verdict),
    }).toEqual(expected[name]);
    expect(rest).toEqual({ cluster: 'prod-eu', observedAt });
  });

  it('advises on everything that is not well, and on what is well only where it is at a limit', () => {
    for (const name of cases) {
      const { status, advice, further } = judge(name);
      const advised = ['Degraded', 'Missing', 'Unknown'].includes(status) || further !== undefined;
      expect(advice !== null, name).toBe(advised);
    }
  });

  it('does not depend on the order of what was gathered', () => {
    for (const name of cases) {
      const objects = loadFixture(`fixtures/${name}.yaml`);
      const reversed = placementHealth(factsOf([...objects].reverse(), { observedAt }), now);
      expect(reversed.sentence, name).toBe(judge(name).sentence);
    }
  });
});

describe('what time alone changes', () => {
  const timed = cases.filter((name) => judge(name).validUntil !== null);

  it.each(timed)('%s says until when it holds, and holds until then', (name) => {
    const first = judge(name);
    const until = Date.parse(first.validUntil ?? '');
    expect(until).toBeGreaterThan(now.getTime());
    const before = judge(name, new Date(until - 1));
    expect([before.status, before.sentence]).toEqual([first.status, first.sentence]);
  });

  it('turns a start into a failing probe when its budget is used up', () => {
    const until = new Date(judge('starting').validUntil ?? '');
    expect(judge('starting', until)).toMatchObject({
      status: 'Degraded',
      sentence:
        'Its only pod runs and fails its readiness probe: HTTP GET :8080/healthz; no endpoint serves.',
    });
  });

  it('turns a wait for a node into trouble after 30 s', () => {
    const until = new Date(judge('unschedulable-for-10-s').validUntil ?? '');
    expect(judge('unschedulable-for-10-s', until)).toMatchObject({
      status: 'Degraded',
      sentence: 'Its only pod cannot be scheduled: 0/3 nodes are available: 3 Insufficient cpu.',
    });
  });

  it('forgets a restart after 10 min, and repeated ones too', () => {
    const once = new Date(judge('restarted-recently').validUntil ?? '');
    expect(judge('restarted-recently', once)).toMatchObject({
      status: 'Healthy',
      sentence: 'All 3 pods are ready.',
    });
    const often = new Date(judge('restarts-repeat').validUntil ?? '');
    expect(judge('restarts-repeat', often)).toMatchObject({
      status: 'Healthy',
      sentence: 'All 3 pods are ready; 1 pod restarted in the last 10 min.',
    });
  });
});

describe('a picture that is not up to date', () => {
  const objects = loadFixture('fixtures/crash-loop.yaml');
  const stale = (observed: string | null) =>
    placementHealth(
      factsOf(objects, {
        observedAt,
        freshness: {
          state: 'stale',
          observedAt: observed,
          reason: 'Cluster prod-eu does not answer: connection refused.',
        },
      }),
      now,
    );

  it('is Unknown with its reason and age, whatever it last said', () => {
    expect(stale('2026-03-06T07:36:00Z')).toMatchObject({
      status: 'Unknown',
      sentence: 'Cluster prod-eu does not answer: connection refused; what is known is 24 min old.',
      since: '2026-03-06T07:36:00Z',
      validUntil: '2026-03-06T08:01:00.000Z',
      receipt: { rule: 'placement.stale', field: 'observedAt', value: '2026-03-06T07:36:00Z' },
    });
    expect(stale('2026-03-06T07:59:30Z').sentence).toContain('less than 1 min old');
    expect(stale('2026-03-04T07:00:00Z')).toMatchObject({ validUntil: '2026-03-07T07:00:00.000Z' });
  });

  it('says so when nothing was ever read', () => {
    expect(stale(null)).toMatchObject({
      status: 'Unknown',
      sentence: 'Cluster prod-eu does not answer: connection refused; nothing was read yet.',
      since: null,
      validUntil: null,
    });
  });
});

describe('several healths', () => {
  it('are as bad as the worst of them; the first of equals counts', () => {
    const of = (...statuses: Parameters<typeof worstOf>[0][number]['status'][]) =>
      worstOf(statuses.map((status, index) => ({ status, index })));
    expect(of('Healthy', 'Progressing', 'Degraded', 'Unknown')?.status).toBe('Degraded');
    expect(of('Progressing', 'Unknown', 'Suspended')?.status).toBe('Unknown');
    expect(of('Healthy', 'Degraded', 'Degraded')).toEqual({ status: 'Degraded', index: 1 });
    expect(of('Idle', 'Healthy')?.status).toBe('Healthy');
    expect(of('Idle', 'Idle')?.status).toBe('Idle');
    expect(of()).toBeNull();
  });

  it('are Missing where no workload is left', () => {
    expect(placementHealth(factsOf([], { observedAt }), now)).toMatchObject({
      status: 'Missing',
      sentence: 'Namespace default holds no workload of it.',
    });
  });
});
