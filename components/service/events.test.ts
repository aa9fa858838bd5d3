import { expect, it } from 'vitest';
import type { EventDto } from '@/lib/model';
import { groupEvents, mergeEvents } from './events';

let made = 0;
const event = (name: string, reason: string, message: string, more: Partial<EventDto> = {}): EventDto => ({
  id: `e${(made += 1)}`,
  placement: 'p',
  type: 'Warning',
  reason,
  message,
  object: { cluster: 'eu', kind: 'Pod', namespace: 'shop', name, uid: null },
  count: 1,
  firstSeen: '2026-03-12T03:00:00Z',
  lastSeen: `2026-03-12T03:${String(10 + made)}:00Z`,
  ...more,
});
const backOff = (name: string, uid: string, count: number) =>
  event(name, 'BackOff', `Back-off restarting failed container app in pod ${name}_shop(${uid})`, { count });

it('says once what happened to several pods, with the newest words and all counts', () => {
  const groups = groupEvents([
    backOff('app-5d-aaaaa', '867b7b9c-08c4-45d2-9b60-cb7e69c33473', 9),
    event('app-5d-aaaaa', 'Pulled', 'Successfully pulled image in 741ms'),
    event('app-5d-bbbbb', 'Pulled', 'Successfully pulled image in 482ms'),
    backOff('app-5d-bbbbb', '82b7be0b-2c30-40d8-905b-f78a75a5db61', 4),
  ]);
  expect(
    groups.map(({ latest, objects, count }) => [latest.reason, latest.object.name, objects, count]),
  ).toEqual([
    ['BackOff', 'app-5d-bbbbb', 2, 13],
    ['Pulled', 'app-5d-bbbbb', 2, 2],
  ]);
});

it('keeps the steps of one object apart', () => {
  const deployment = {
    object: { cluster: 'eu', kind: 'Deployment', namespace: 'shop', name: 'app', uid: null },
  };
  const groups = groupEvents([
    event('app', 'ScalingReplicaSet', 'Scaled down replica set app-1 from 2 to 1', deployment),
    event('app', 'ScalingReplicaSet', 'Scaled down replica set app-1 from 1 to 0', deployment),
  ]);
  expect(groups.map(({ latest, objects }) => [latest.message, objects])).toEqual([
    ['Scaled down replica set app-1 from 1 to 0', 1],
    ['Scaled down replica set app-1 from 2 to 1', 1],
  ]);
});

it('never joins a warning with what is normal', () => {
  expect(groupEvents([event('a', 'R', 'm'), event('b', 'R', 'm', { type: 'Normal' })])).toHaveLength(2);
});

it('shows an event that is kept and still in the cluster once, with the values of the cluster', () => {
  const live = event('app-1', 'BackOff', 'again', { count: 9 });
  const kept = [{ ...live, count: 4 }, event('app-1', 'Started', 'long ago')];
  expect(mergeEvents([live], kept).map(({ reason, count }) => [reason, count])).toEqual([
    ['BackOff', 9],
    ['Started', 1],
  ]);
});
