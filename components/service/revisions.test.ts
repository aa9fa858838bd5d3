import { describe, expect, it } from 'vitest';
import type { RevisionDto } from '@/lib/model';
import { revisionRows } from './revisions';

function revision(number: string, version: string, more: Partial<RevisionDto> = {}): RevisionDto {
  return {
    placement: 'web@eu/shop',
    workload: { cluster: 'eu', kind: 'Deployment', namespace: 'shop', name: 'web', uid: null },
    revision: number,
    version,
    images: { app: `r/web:${version}`, proxy: 'r/proxy:7' },
    createdAt: null,
    pods: 0,
    current: false,
    changeCause: null,
    kept: true,
    change: null,
    ...more,
  };
}

describe('revisionRows', () => {
  it('says what each came from, and rolls back to each earlier one', () => {
    const rows = revisionRows([
      revision('3', '3', { current: true }),
      revision('2', '2'),
      revision('1', '1'),
    ]);
    expect(rows.map(({ from, back }) => [from, back])).toEqual([
      ['2', null],
      ['1', { workload: 'Deployment/web', revision: '2' }],
      [null, { workload: 'Deployment/web', revision: '1' }],
    ]);
  });

  it('rolls back to one that differs in more than one image too', () => {
    const other = revision('1', '1', { images: { app: 'r/web:1', proxy: 'r/proxy:6' } });
    expect(revisionRows([revision('2', '2', { current: true }), other])[1]?.back).not.toBeNull();
  });

  it('rolls back to none that is not kept, nor where its own controller does', () => {
    const current = revision('2', '2', { current: true });
    const workload = { ...current.workload, kind: 'Rollout' };
    for (const more of [{ kept: false }, { workload }]) {
      expect(revisionRows([{ ...current, ...more }, revision('1', '1', more)])[1]?.back).toBeNull();
    }
  });

  it('keeps workloads apart', () => {
    const worker = { cluster: 'eu', kind: 'Deployment', namespace: 'shop', name: 'worker', uid: null };
    const rows = revisionRows([
      revision('2', '2', { current: true }),
      revision('9', '9', { workload: worker, current: true }),
      revision('1', '1'),
    ]);
    expect(
      rows.map(({ revision: { workload, revision: number }, from }) => [workload.name, number, from]),
    ).toEqual([
      ['web', '2', '1'],
      ['web', '1', null],
      ['worker', '9', null],
    ]);
  });
});
