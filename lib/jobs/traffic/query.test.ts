import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { query, type QueryRequest } from './query';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** What plays a Prometheus; answers its address. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    void text(request).then((body) => handler(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (address: string, more: Partial<QueryRequest> = {}) =>
  query({
    address,
    token: null,
    query: 'up',
    timeoutMs: 5000,
    signal: new AbortController().signal,
    ...more,
  });
const refusal = (address: string, more: Partial<QueryRequest> = {}): Promise<string> =>
  ask(address, more).then(
    () => 'it answered',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
const ONE =
  '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,"2"]}]}}';

describe('a query', () => {
  it('is posted to the address of the settings with the token', async () => {
    const seen: unknown[] = [];
    const address = await serve(({ method, url, headers }, response, body) => {
      seen.push([method, url, headers.authorization, new URLSearchParams(body).get('query')]);
      response.end(ONE);
    });
    expect(await ask(`${address}/metrics/`, { token: 't0ken' })).toEqual([{ labels: { a: 'b' }, value: 2 }]);
    expect(seen).toEqual([['POST', '/metrics/api/v1/query', 'Bearer t0ken', 'up']]);
  });

  it('follows no redirect, so that the token goes nowhere else', async () => {
    const elsewhere: string[] = [];
    const other = await serve((_request, response) => {
      elsewhere.push('asked');
      response.end(ONE);
    });
    const address = await serve((_request, response) => {
      response.writeHead(307, { location: `${other}/api/v1/query` }).end();
    });
    expect(await refusal(address, { token: 't0ken' })).toBe('It answered 307.');
    expect(elsewhere).toEqual([]);
  });

  it.each<[string, Handler, string]>([
    [
      'a login page',
      (_, response) => response.end('<html>Sign in</html>'),
      'It does not answer as a Prometheus does.',
    ],
    ['no right', (_, response) => response.writeHead(401).end('no'), 'It answered 401.'],
    ['an error', (_, response) => response.writeHead(500).end(), 'It answered 500.'],
    ['a reset', (_, response) => response.destroy(), 'It cannot be reached (UND_ERR_SOCKET).'],
    [
      'its own word',
      (_, response) =>
        response.writeHead(422).end(JSON.stringify({ status: 'error', error: 'too many\u202e\nsamples.' })),
      'The query failed: too many samples.',
    ],
  ])('that is answered with %s says so', async (_name, handler, sentence) => {
    expect(await refusal(await serve(handler))).toBe(sentence);
  });

  it('says that nobody is there', async () => {
    const address = await serve((_request, response) => response.end());
    for (const stop of stops.splice(0)) stop();
    expect(await refusal(address)).toBe('It cannot be reached (ECONNREFUSED).');
  });

  it('ends when the answer does not', async () => {
    const silent = await serve(() => undefined);
    expect(await refusal(silent, { timeoutMs: 20 })).toBe('It did not answer within 0.02 s.');
    const slow = await serve((_request, response) => void response.write('{'));
    expect(await refusal(slow, { timeoutMs: 20 })).toBe('It did not answer within 0.02 s.');
  });

  it('reads no answer without end', async () => {
    const endless = await serve((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect(await refusal(endless, { timeoutMs: 20_000 })).toBe('Its answer is longer than 32 MiB.');
  });

  it('ends with the process', async () => {
    const silent = await serve(() => undefined);
    const stopping = new AbortController();
    const asked = refusal(silent, { signal: stopping.signal });
    stopping.abort();
    expect(await asked).toBe('Pilothouse stopped before the answer came.');
  });
});
