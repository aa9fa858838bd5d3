import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { requestChange } from '@/lib/actions';
import { eve, lea, openStage, vic, type Stage } from '@/lib/actions/testing/stage';
import { changeNumber } from '@/lib/db/change-record';
import { updateChange } from '@/lib/db/changes';
import { latestChanges, readChangeSummary, readKeptChange } from '@/lib/reads';
import { ChangeFeed } from '@/lib/views';
import { scene } from '@/lib/views/testing/scene';
import { createLive } from './live';
import { manualTimers } from './testing/manual-timers';

const CHANGES = 40;
const VIEWERS = 20;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The statements that are sent to PostgreSQL while `work` runs. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent = vi.spyOn(Client.prototype, 'query');
  try {
    await work();
    return sent.mock.calls.map(([query]) => (query as unknown as { readonly text: string }).text);
  } finally {
    sent.mockRestore();
  }
}

/** The tables that SELECT statements read from, in order. */
const tablesOf = (statements: readonly string[]) =>
  statements.map((text) => /^SELECT .* FROM "public"\."(\w+)"/s.exec(text)?.[1] ?? text);

it('reads one row of a Change that was updated, without its plan, however many Changes and viewers there are', async () => {
  const ids: string[] = [];
  for (let replicas = 1; replicas <= CHANGES; replicas += 1) {
    const target = { cluster: 'test', namespace: 'shop', kind: 'Deployment', name: 'cart' } as const;
    const request = {
      action: 'scale',
      target,
      params: { replicas: 3 + (replicas % 4) },
      reason: '',
    } as const;
    ids.push((await requestChange(stage.as(eve), request)).change.id);
  }
  const feed = new ChangeFeed({
    load: () => latestChanges(stage.db),
    readSummary: (id) => readChangeSummary(stage.db, id),
    readWhole: (id) => readKeptChange(stage.db, id),
    onError: (error) => {
      throw error;
    },
  });
  await feed.moved(null);
  const made = scene({ clusters: ['test'], feed });
  made.letGo();
  const clock = manualTimers();
  const live = createLive({
    picture: made.picture,
    epoch: 'e1',
    timers: clock.timers,
    log: { error: (_, message) => expect.unreachable(message) },
  });
  live.start();
  const [moved = '', watched = ''] = ids;
  const heard = new Map<string, number>();
  const watch = async (topic: 'changes' | `change:${string}`, index: number) => {
    const actor = [eve, lea, vic][index % 3] ?? eve;
    const request = { topics: [topic], since: live.hub.position(), actor };
    return live.subscribe(request, () => heard.set(topic, (heard.get(topic) ?? 0) + 1));
  };
  const stops = await Promise.all(Array.from({ length: VIEWERS }, (_, index) => watch('changes', index)));
  const move = (id: string) =>
    updateChange(stage.db.client, changeNumber(id) ?? 0, { sentence: 'Moved.', now: new Date() });

  await move(moved);
  const listed = await statementsOf(() => feed.moved(moved));
  // Prisma reads relations by one statement for each table.
  expect(tablesOf(listed)).toEqual(['changes', 'approvals', 'change_steps']);
  for (const text of listed) expect(text).not.toMatch(/"(plan|sealed|params)"/);
  clock.advance(1000);
  expect(heard.get('changes')).toBe(VIEWERS);

  const details = Array.from({ length: VIEWERS }, (_, index) => watch(`change:${watched}`, index));
  stops.push(...(await Promise.all(details)));
  heard.clear();
  await move(watched);
  expect(tablesOf(await statementsOf(() => feed.moved(watched)))).toEqual([
    'changes',
    'approvals',
    'change_steps',
  ]);
  clock.advance(1000);
  expect(Object.fromEntries(heard)).toEqual({ changes: VIEWERS, [`change:${watched}`]: VIEWERS });

  for (const stop of stops) stop();
  live.stop();
});
