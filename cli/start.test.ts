import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtempSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptSecret, openDataFolder } from './launcher/data-folder';
import { addressOf, claimPort } from './launcher/port';
import { root } from './start';

function npmStart(env: Record<string, string>) {
  const clean = {
    NODE_ENV: 'production' as const,
    PATH: process.env.PATH,
    HOME: mkdtempSync(path.join(os.tmpdir(), 'pilothouse-home-')),
  };
  const started = spawnSync(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    env: { ...clean, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: started.status, out: started.stdout, err: started.stderr };
}

describe('npm start with a wrong setting', () => {
  it('ends with one line that names it, and with code 1', () => {
    expect(npmStart({ PORT: 'http' })).toEqual({
      code: 1,
      out: '',
      err: 'pilothouse: PORT: expected a whole number from 0 to 65535.\n',
    });
  });
});

describe('claimPort', () => {
  it('finds a free port for 0', async () => {
    expect(await claimPort('127.0.0.1', 0)).toBeGreaterThan(0);
  });

  it('says in one line what is in use and what to set', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    await expect(claimPort('127.0.0.1', port)).rejects.toThrow(
      `PORT: ${port} on 127.0.0.1 is in use by another program; stop it, or set PORT to another.`,
    );
    other.close();
  });

  it('names HOSTNAME for an address that is not here', async () => {
    await expect(claimPort('192.0.2.1', 0)).rejects.toThrow(
      /^HOSTNAME: 192\.0\.2\.1 is no address of this machine/,
    );
  });
});

describe('addressOf', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:80'],
    ['::1', 'http://[::1]:80'],
    ['0.0.0.0', 'http://127.0.0.1:80'],
    ['localhost', 'http://localhost:80'],
  ])('of %s is %s', (host, address) => {
    expect(addressOf(host, 80)).toBe(address);
  });
});

describe('the data folder', () => {
  it('is closed to others, and keeps a secret that it makes once', async () => {
    const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'pilothouse-data-')), 'a/b');
    await openDataFolder(folder);
    const secret = await keptSecret(folder, 'secret');
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await keptSecret(folder, 'secret')).toBe(secret);
    expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o066).toBe(0);
  });

  it('names the folder that cannot be used, and what to set', async () => {
    await expect(openDataFolder('/dev/null/x')).rejects.toThrow(
      /^The data folder \/dev\/null\/x cannot be used .*PILOTHOUSE_DATA_DIR/,
    );
  });
});
