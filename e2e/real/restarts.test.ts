import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { claimPort } from '@/cli/launcher/port';
import { createApi } from './api';
import { endPostgres } from './process-tree';
import { startProduct, type Product } from './product';

/** Starts one process after the other, on the same port and database, without any cluster. */
let dataDir: string;
let port: number;
let product: Product;
let token: string;

const start = (known: { readonly token?: string } = {}): Promise<Product> =>
  startProduct({ kubeconfig: '/dev/null', dataDir, env: { PORT: String(port) }, ...known });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-restarts-'));
  port = await claimPort('127.0.0.1', 0);
  product = await start();
  const made = await createApi(product).ask(
    'POST',
    '/api/v1/registry/tokens',
    z.object({ token: z.string() }),
    { name: 'restarts', services: ['*'] },
  );
  token = made.token;
});
afterAll(async () => {
  await product.stop();
  await endPostgres(dataDir);
  await rm(dataDir, { recursive: true });
});

const put = (path: string, body: object): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Registers alternately through Consul's API and our own; resolves to whether it was accepted. */
async function register(index: number): Promise<boolean> {
  const id = `i-${index}`;
  const answer = await (
    index % 2 === 0
      ? put('/v1/agent/service/register', { Name: 'shop', ID: id, Address: '10.0.0.1', Port: 80 })
      : put(`/api/v1/registry/instances/shop/${id}`, { address: '10.0.0.1', port: 80, ttlSeconds: 3600 })
  ).catch(() => null);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.ok ?? false;
}

describe('a product that is restarted under load', () => {
  it('has every registration that it accepted', async () => {
    const accepted = new Set<string>();
    let index = 0;
    let isOver = false;
    const registrar = async (): Promise<void> => {
      while (!isOver) {
        const mine = index++;
        if (await register(mine)) accepted.add(`i-${mine}`);
        // Ten of them make some 100 registrations a second.
        await sleep(100);
      }
    };
    const registrars = Array.from({ length: 10 }, registrar);
    for (let round = 0; round < 4; round += 1) {
      const before = accepted.size;
      await expect.poll(() => accepted.size).toBeGreaterThan(before + 50);
      await product.stop();
      product = await start({ token: product.token });
    }
    isOver = true;
    await Promise.all(registrars);
    const answer = await fetch(`${product.url}/v1/agent/services`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const kept = new Set(Object.keys((await answer.json()) as object));
    expect([...accepted].filter((id) => !kept.has(id))).toEqual([]);
    expect(accepted.size).toBeGreaterThan(200);
  });

  it('answers what asks for an upgrade in HTTP/1.1, on every path', async () => {
    const wishes = [
      'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n',
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n',
      'Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n',
    ];
    const paths = ['/', '/icon.svg', '/healthz', '/api/v1/me', '/v1/agent/self', '/api/v1/live?topics=none'];
    for (const path of paths) {
      const statuses = async (wish: string): Promise<(string | undefined)[]> => {
        const head = `Host: p\r\nAuthorization: Bearer ${product.token}\r\n${wish}`;
        const received = await exchange(
          `GET ${path} HTTP/1.1\r\n${head}\r\nPOST ${path} HTTP/1.1\r\n${head}Content-Length: 2\r\n\r\n{}` +
            'GET /healthz HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n',
        );
        return [...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status);
      };
      const usual = await statuses('');
      expect(usual, path).toHaveLength(3);
      for (const wish of wishes) expect(await statuses(wish), `${path} ${wish}`).toEqual(usual);
    }
  });

  it('stops within 5 s with 1,000 open streams', async () => {
    const headers = { authorization: `Bearer ${product.token}` };
    const opened = Array.from({ length: 1000 }, () =>
      fetch(`${product.url}/api/v1/live?topics=now,services`, { headers }),
    );
    const streams = await Promise.all(opened);
    expect(streams.filter(({ status }) => status !== 200)).toEqual([]);
    // Throws where it takes longer, or leaves a process behind.
    await product.stop();
    for (const stream of streams) expect(await stream.text()).toMatch(/^retry: 1000/);
    product = await start({ token: product.token });
  });
});

/** Everything that comes back for this text until the other side closes. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
    socket.on('close', () => resolve(received)).on('error', reject);
    socket.write(text);
  });
}
