import { describe, expect, it } from 'vitest';
import type { ChangeRow, ChangeSummary } from '@/lib/model';
import { ChangeFeed, LATEST_CHANGES } from './change-feed';
import { change } from './testing/scene';

/** A feed over Changes that the test sets; every read is counted. */
function setup(initial: readonly ChangeSummary[] = []) {
  const rows = new Map(initial.map((one) => [one.id, one]));
  const reads = { lists: 0, summaries: 0, wholes: 0 };
  const errors: unknown[] = [];
  let failure: Error | null = null;
  const answer = <T>(value: T): Promise<T> => (failure ? Promise.reject(failure) : Promise.resolve(value));
  const feed = new ChangeFeed({
    load: () => {
      reads.lists += 1;
      return answer([...rows.values()]);
    },
    readSummary: (id) => {
      reads.summaries += 1;
      return answer(rows.get(id) ?? null);
    },
    readWhole: (id) => {
      reads.wholes += 1;
      const summary = rows.get(id);
      return answer(summary ? { summary, row: () => summary as ChangeRow } : null);
    },
    onError: (error) => errors.push(error),
  });
  const heard: string[][] = [];
  feed.subscribe((ids) => heard.push([...ids]));
  return {
    feed,
    reads,
    errors,
    heard,
    put: (one: ChangeSummary) => rows.set(one.id, one),
    break: (error: Error | null) => (failure = error),
  };
}

const numbered = (count: number): ChangeSummary[] =>
  Array.from({ length: count }, (_, index) => change({ id: `CH-${count - index}` }));

describe('a Change that was updated', () => {
  it('costs one read of its row, however many there are', async () => {
    const { feed, reads, put, heard } = setup(numbered(250));
    await feed.moved(null);
    expect(reads).toEqual({ lists: 1, summaries: 0, wholes: 0 });
    put(change({ id: 'CH-7', sentence: 'Moved.' }));
    await feed.moved('CH-7');
    expect(reads).toEqual({ lists: 1, summaries: 1, wholes: 0 });
    expect(feed.current()).toHaveLength(250);
    expect(feed.current().find(({ id }) => id === 'CH-7')).toMatchObject({ sentence: 'Moved.' });
    expect(heard.at(-1)).toEqual(['CH-7']);
  });

  it('is read once more for all notifications that came during its read', async () => {
    const { feed, reads } = setup(numbered(3));
    await Promise.all([feed.moved('CH-2'), feed.moved('CH-2'), feed.moved('CH-2'), feed.moved('CH-3')]);
    expect(reads).toEqual({ lists: 0, summaries: 3, wholes: 0 });
  });

  it('is read with its plan, once, while somebody views it', async () => {
    const { feed, reads, put } = setup(numbered(3));
    const looks = [feed.watch('CH-2'), feed.watch('CH-2')];
    await Promise.all(looks.map(({ read }) => read()));
    const before = reads.wholes;
    put(change({ id: 'CH-2', sentence: 'Moved.' }));
    await feed.moved('CH-2');
    expect(reads).toEqual({ lists: 0, summaries: 0, wholes: before + 1 });
    expect(feed.kept('CH-2')?.summary.sentence).toBe('Moved.');
    for (const { stop } of looks) stop();
    expect(feed.kept('CH-2')).toBeNull();
    await feed.moved('CH-2');
    expect(reads.summaries).toBe(1);
  });

  it('that is new comes first, and replaces the oldest that has ended', async () => {
    const { feed, put } = setup(numbered(LATEST_CHANGES));
    await feed.moved(null);
    put(change({ id: `CH-${LATEST_CHANGES + 1}`, state: 'planned' }));
    await feed.moved(`CH-${LATEST_CHANGES + 1}`);
    expect(feed.current()).toHaveLength(LATEST_CHANGES);
    expect(feed.current()[0]?.id).toBe(`CH-${LATEST_CHANGES + 1}`);
    expect(feed.current().some(({ id }) => id === 'CH-1')).toBe(false);
  });

  it('that cannot be read leaves what was known, and the error is reported', async () => {
    const { feed, errors, break: breakDb } = setup(numbered(2));
    await feed.moved(null);
    breakDb(new Error('the database is away'));
    await feed.moved('CH-1');
    expect(errors).toEqual([new Error('the database is away')]);
    expect(feed.current()).toHaveLength(2);
    breakDb(null);
    await feed.moved('CH-1');
    expect(errors).toHaveLength(1);
  });
});
