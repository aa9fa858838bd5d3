import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { instanceId, isKnownDead } from './instance';

const self = instanceId();
const [host = ''] = self.split('/');
const gone = spawnSync(process.execPath, ['-e', '']).pid;

it('knows that a process of this host has ended', () => {
  expect(isKnownDead(`${host}/${gone}/x`, self)).toBe(true);
  expect(isKnownDead(`${host}/${process.pid}/an-earlier-run`, self)).toBe(true);
});

it('leaves the others to the lease', () => {
  expect(isKnownDead(self, self)).toBe(false);
  expect(isKnownDead(`${host}/${process.ppid}/x`, self)).toBe(false);
  expect(isKnownDead(`elsewhere/${gone}/x`, self)).toBe(false);
  expect(isKnownDead('nonsense', self)).toBe(false);
});
