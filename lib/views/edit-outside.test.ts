import { describe, expect, it } from 'vitest';
import { editOutside } from './edit-outside';

const object = { cluster: 'prod-eu', kind: 'Service', namespace: 'shop', name: 'cart', uid: 'u' };
const edit = (manager: string, at: string) => ({ object, manager, at: `2026-03-12T${at}Z` });
const problem = { since: '2026-03-12T03:00:00Z', now: new Date('2026-03-12T03:14:00Z'), behind: null };

describe('the edit before a problem', () => {
  it('is the last one of the hour before it', () => {
    const edits = [edit('kubectl-edit', '03:00:00'), edit('helm', '02:30:00')];
    expect(editOutside(edits, problem)).toEqual({ object, manager: 'kubectl-edit', at: edits[0]?.at });
  });

  it('is neither one that came after it nor an old one', () => {
    expect(editOutside([edit('kubectl', '03:00:01'), edit('helm', '01:59:59')], problem)).toBeNull();
  });

  it('is not one of our own, and not one before a later Change of ours', () => {
    expect(editOutside([edit('pilothouse', '02:59:00')], problem)).toBeNull();
    const behind = { id: 'CH-1', title: 'Deploy cart 2', at: '2026-03-12T02:59:30Z' };
    expect(editOutside([edit('kubectl', '02:59:00')], { ...problem, behind })).toBeNull();
    expect(editOutside([edit('kubectl', '02:59:31')], { ...problem, behind })).not.toBeNull();
  });

  it('is one of the last hour where it is not known when the problem began', () => {
    expect(editOutside([edit('kubectl', '03:10:00')], { ...problem, since: null })).not.toBeNull();
    expect(editOutside([edit('kubectl', '02:10:00')], { ...problem, since: null })).toBeNull();
  });
});
