import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lock, unlock, withLock } from './lock';

describe('a lock', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pilothouse-lock-'));
    file = join(folder, 'lock');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is one process at a time', async () => {
    expect(await lock(file)).toBeNull();
    expect(await lock(file)).toBe(process.pid);
    await unlock(file);
    expect(await lock(file)).toBeNull();
  });

  it('is taken over from a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(file, String(pid));
    expect(await lock(file)).toBeNull();
    expect(await readFile(file, 'utf8')).toBe(String(process.pid));
  });

  it('is respected while its holder has not yet written its name', async () => {
    await writeFile(file, '');
    expect(await lock(file)).toBe(0);
  });

  it('fails where its folder does not exist', async () => {
    await expect(lock(join(folder, 'nowhere', 'lock'))).rejects.toThrow('ENOENT');
  });

  it('is held while work is done, and given back when that fails', async () => {
    const nested = join(folder, 'made', 'lock');
    const work = async (): Promise<void> => {
      expect(await lock(nested)).toBe(process.pid);
      throw new Error('go failed');
    };
    await expect(withLock(nested, work, () => undefined)).rejects.toThrow('go failed');
    expect(await lock(nested)).toBeNull();
  });
});
