import { describe, expect, it } from 'vitest';
import type { EndpointDto, PodDto } from '@/lib/model';
import {
  addressesOf,
  countEndpoints,
  endpointWord,
  isSamePodRow,
  podRows,
  podWord,
  splitPodName,
} from './pods';

const pod = (name: string, more: object = {}): PodDto =>
  ({
    ref: { cluster: 'eu', kind: 'Pod', namespace: 'shop', name, uid: name },
    health: { status: 'Healthy' },
    phase: 'Running',
    ready: true,
    readyContainers: 1,
    containers: 1,
    createdAt: '2026-03-12T03:00:00Z',
    ...more,
  }) as PodDto;

const endpoint = (name: string | null, more: Partial<EndpointDto> = {}): EndpointDto => ({
  placement: 'p',
  service: 'ledger',
  address: '10.0.0.1',
  port: 8080,
  ready: true,
  serving: true,
  terminating: false,
  pod: name,
  node: null,
  zone: null,
  ...more,
});

describe('isSamePodRow', () => {
  const pods = [pod('a'), pod('b')];
  const endpoints = [endpoint('a'), endpoint('b', { address: '10.0.0.2' })];

  it('is true for rows that were made again from the same parts, at any index', () => {
    const moved = podRows([pods[0] ?? pod('a'), pod('b', { health: { status: 'Degraded' } })], endpoints);
    expect(moved.map(({ key }) => key)).toEqual(['b', 'a']);
    const before = podRows(pods, endpoints);
    const same = before.map((row) => moved.some((next) => isSamePodRow(row, next)));
    expect(same).toEqual([true, false]);
  });

  it('does not hold where an endpoint changed, came or went', () => {
    const [row] = podRows([pod('a')], [endpoint('a')]);
    if (!row) throw new Error('no line');
    expect(isSamePodRow(row, { ...row, endpoints: [endpoint('a', { ready: false })] })).toBe(false);
    expect(isSamePodRow(row, { ...row, endpoints: [] })).toBe(false);
    expect(isSamePodRow(row, { ...row, endpoints: [...row.endpoints] })).toBe(true);
  });
});

describe('podRows', () => {
  it('puts trouble first, then the newest, then addresses without a pod', () => {
    const rows = podRows(
      [
        pod('old'),
        pod('bad', { health: { status: 'Degraded' } }),
        pod('new', { createdAt: '2026-03-12T04:00:00Z' }),
      ],
      [
        endpoint('old'),
        endpoint('old', { service: 'ledger-headless' }),
        endpoint(null, { address: '192.0.2.1' }),
        endpoint('gone', { address: '10.0.0.9' }),
      ],
    );
    expect(rows.map(({ key, endpoints }) => [key, endpoints.length])).toEqual([
      ['bad', 0],
      ['new', 0],
      ['old', 2],
      ['192.0.2.1', 1],
      ['10.0.0.9', 1],
    ]);
    expect(rows.map((row) => row.pod?.ref.name ?? null)).toEqual(['bad', 'new', 'old', null, null]);
  });
});

describe('the word of a pod', () => {
  it.each([
    [{}, 'Ready'],
    [{ ready: false }, 'Not ready'],
    [{ ready: false, containers: 3, readyContainers: 2 }, 'Not ready, 2 of 3'],
    [{ phase: 'CrashLoopBackOff', ready: false }, 'CrashLoopBackOff'],
    [{ phase: 'Completed', ready: false }, 'Completed'],
  ])('%j is %s', (more, word) => {
    expect(podWord(pod('a', more))).toBe(word);
  });
});

describe('the word of an endpoint', () => {
  const away = { ready: false, serving: false };
  it.each<[string | null, object, Partial<EndpointDto>[]]>([
    [null, {}, []],
    [null, {}, [{}]],
    [null, { ready: false }, [away]],
    ['not ready', {}, [away]],
    ['ready', { ready: false }, [{}]],
    ['draining', { ready: false }, [{ terminating: true, ready: false }]],
    ['terminating', { ready: false }, [{ ...away, terminating: true }]],
    ['1 of 2 ready', {}, [{}, away]],
  ])('%s', (word, more, endpoints) => {
    expect(
      endpointWord(
        pod('a', more),
        endpoints.map((one) => endpoint('a', one)),
      ),
    ).toBe(word);
  });

  it('is shown for every address without a pod', () => {
    expect([endpointWord(null, [endpoint(null)]), endpointWord(null, [endpoint(null, away)])]).toEqual([
      'ready',
      'not ready',
    ]);
  });
});

it('names each address once, an IPv6 one in brackets', () => {
  const two = [
    endpoint('a'),
    endpoint('a', { service: 'other' }),
    endpoint('a', { address: 'fd00::1' }),
    endpoint('a', { port: null }),
  ];
  expect(addressesOf(two)).toEqual(['10.0.0.1:8080', '[fd00::1]:8080', '10.0.0.1']);
  expect(countEndpoints([...two, endpoint('b', { address: '10.0.0.2', ready: false })])).toEqual({
    all: 5,
    ready: 4,
  });
});

it('parts a pod’s name from what all of its workload share', () => {
  expect(splitPodName(pod('payments-5dbd78777c-t85hs', { workload: 'payments' }))).toEqual([
    'payments',
    '-5dbd78777c-t85hs',
  ]);
  expect(splitPodName(pod('orders-db-0', { workload: 'orders-db' }))).toEqual(['orders-db', '-0']);
  expect(splitPodName(pod('solo', { workload: null }))).toEqual(['', 'solo']);
});
