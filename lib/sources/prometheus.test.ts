import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { configSchema, type ExternalSource, type MetricAnswers, type SourceBounds } from '@/lib/model';
import { prometheus } from './prometheus';
import { readOnce } from './testing/read-once';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Starts a stand-in for a Prometheus; resolves to its address. */
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

interface Options {
  readonly token?: string;
  readonly queries?: Readonly<Record<string, string>>;
  readonly bounds?: Partial<SourceBounds>;
  readonly stopping?: AbortSignal;
}

function sourceOf(
  url: string,
  { token, queries = { up: 'up' }, bounds }: Options,
): ExternalSource<MetricAnswers> {
  const config = configSchema.parse({ metrics: [{ url }] });
  const tokens = new Map(token === undefined ? [] : [[url, token]]);
  const [source] = prometheus({ config, tokens, metricQueries: () => queries });
  if (source === undefined) throw new Error('The settings name no Prometheus.');
  return { ...source, bounds: { ...source.bounds, ...bounds } };
}

const read = (url: string, options: Options = {}): Promise<MetricAnswers> =>
  readOnce(sourceOf(url, options), options.stopping);
const failure = (url: string, options: Options = {}): Promise<string> =>
  read(url, options).then(
    () => 'it answered',
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );
const ONE =
  '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,"2"]}]}}';

describe('a Prometheus', () => {
  it('receives each query at the address of the settings, with the token', async () => {
    const requests: unknown[] = [];
    const address = await serve(({ method, url, headers }, response, body) => {
      requests.push([method, url, headers.authorization, new URLSearchParams(body).get('query')]);
      response.end(ONE);
    });
    const answers = await read(`${address}/metrics/`, { token: 't0ken', queries: { a: 'up', b: 'down' } });
    const sample = { labels: { a: 'b' }, value: 2 };
    expect(answers).toEqual({ a: [sample], b: [sample] });
    expect(requests).toEqual([
      ['POST', '/metrics/api/v1/query', 'Bearer t0ken', 'up'],
      ['POST', '/metrics/api/v1/query', 'Bearer t0ken', 'down'],
    ]);
  });

  it('is not followed where it redirects, so that the token reaches no other address', async () => {
    const elsewhere: string[] = [];
    const other = await serve((_request, response) => {
      elsewhere.push('asked');
      response.end(ONE);
    });
    const address = await serve((_request, response) => {
      response.writeHead(307, { location: `${other}/api/v1/query` }).end();
    });
    expect(await failure(address, { token: 't0ken' })).toBe('SourceUnread: It answered 307.');
    expect(elsewhere).toEqual([]);
  });

  it.each<[string, Handler, string]>([
    [
      'a login page',
      (_, response) => response.end('<html>Sign in</html>'),
      'It does not answer like a Prometheus.',
    ],
    ['401', (_, response) => response.writeHead(401).end('no'), 'It answered 401.'],
    ['500', (_, response) => response.writeHead(500).end(), 'It answered 500.'],
    ['a reset', (_, response) => response.destroy(), 'It cannot be reached (UND_ERR_SOCKET).'],
    [
      'an error of its own',
      (_, response) =>
        response.writeHead(422).end(JSON.stringify({ status: 'error', error: 'too many\u202e\nsamples.' })),
      'The query failed: too many samples.',
    ],
  ])('that answers with %s fails with a sentence', async (_name, handler, sentence) => {
    expect(await failure(await serve(handler))).toBe(`SourceUnread: ${sentence}`);
  });

  it('fails where nothing listens', async () => {
    const address = await serve((_request, response) => response.end());
    for (const stop of stops.splice(0)) stop();
    expect(await failure(address)).toBe('SourceUnread: It cannot be reached (ECONNREFUSED).');
  });

  it('fails as a whole where one of its answers fails', async () => {
    const address = await serve((_request, response, body) => {
      if (body.includes('query=down')) response.writeHead(503).end();
      else response.end(ONE);
    });
    expect(await failure(address, { queries: { a: 'up', b: 'down' } })).toBe(
      'SourceUnread: It answered 503.',
    );
  });
});

describe('the bounds of a source', () => {
  it('end an answer that takes too long, before its first byte or after it', async () => {
    const bounds = { answerMs: 20 };
    const silent = await serve(() => undefined);
    expect(await failure(silent, { bounds })).toBe('SourceUnread: It did not answer within 0.02 s.');
    const slow = await serve((_request, response) => void response.write('{'));
    expect(await failure(slow, { bounds })).toBe('SourceUnread: It did not answer within 0.02 s.');
  });

  it('end a reading of many answers that takes too long', async () => {
    const silent = await serve(() => undefined);
    expect(await failure(silent, { bounds: { readingMs: 20 } })).toBe(
      'SourceUnread: It was not read within 0.02 s.',
    );
  });

  it('end an answer that does not end', async () => {
    const endless = await serve((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect(await failure(endless)).toBe('SourceUnread: Its answer is longer than 32 MiB.');
  });

  it('end with the process', async () => {
    const silent = await serve(() => undefined);
    const stopping = new AbortController();
    const asked = failure(silent, { stopping: stopping.signal });
    stopping.abort();
    expect(await asked).toBe('SourceUnread: Pilothouse stopped before the answer came.');
  });
});
