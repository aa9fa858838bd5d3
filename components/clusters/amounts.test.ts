import { expect, it } from 'vitest';
import { formatBytes, formatCpu, shareOf } from './amounts';

it('shows cores as people compare them', () => {
  expect([formatCpu(250), formatCpu(3500), formatCpu(4000)]).toEqual(['250 m', '3.5', '4']);
});

it('shows bytes in binary units', () => {
  expect([formatBytes(512 * 1024 ** 2), formatBytes(15.6 * 1024 ** 3), formatBytes(2 * 1024 ** 3)]).toEqual([
    '512 MiB',
    '15.6 GiB',
    '2 GiB',
  ]);
});

it('has no share of a total of 0', () => {
  expect([shareOf(1, 4), shareOf(1, 0)]).toEqual(['25 %', null]);
});
