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
  it('says what each came from, and how to run an earlier one again', () => {
    const rows = revisionRows([
      revision('3', '3', { current: true }),
      revision('2', '2'),
      revision('1', '1'),
    ]);
    expect(rows.map(({ from, again }) => [from, again?.image ?? null])).toEqual([
      ['2', null],
      ['1', 'r/web:2'],
      [null, 'r/web:1'],
    ]);
    expect(rows[1]?.again).toEqual({ workload: 'Deployment/web', container: 'app', image: 'r/web:2' });
  });

  it('offers no single deploy for a revision that differs in more than one image', () => {
    const other = revision('1', '1', { images: { app: 'r/web:1', proxy: 'r/proxy:6' } });
    expect(revisionRows([revision('2', '2', { current: true }), other])[1]?.again).toBeNull();
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
