import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { NotificationBody } from '@/lib/model';

export interface Received {
  readonly body: NotificationBody;
  readonly delivery: string;
}

/**
 * A webhook receiver on loopback that checks every signature as documented. It answers with the given
 * statuses, then with 200; 401 where the signature is wrong. Where a status is 0 it never answers.
 */
export async function openReceiver(secret: string, statuses: number[] = []) {
  const received: Received[] = [];
  const answered: number[] = [];
  const server = createServer((request, response) => {
    void text(request).then((raw) => {
      const status = isSigned(request, raw, secret) ? (statuses.shift() ?? 200) : 401;
      answered.push(status);
      if (status === 0) return;
      if (status === 200) {
        received.push({
          body: JSON.parse(raw) as NotificationBody,
          delivery: String(request.headers['x-pilothouse-delivery']),
        });
      }
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answered,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

function isSigned({ headers }: IncomingMessage, raw: string, secret: string): boolean {
  const timestamp = String(headers['x-pilothouse-timestamp']);
  const expected = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${raw}`).digest('hex')}`;
  const given = String(headers['x-pilothouse-signature']);
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
