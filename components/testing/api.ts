import { onTestFinished, vi } from 'vitest';

/** One answer of the API: a status and its JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A request that a component sent: `body` is its JSON, null where it has none. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export const ok = (body: unknown): ApiAnswer => ({ status: 200, body });

/**
 * Answers the requests of this test by `GET /path`; the client parses each answer with the schemas of the API. Returns what was
 * sent, in order. A request that no handler is given for fails the test.
 */
export function answerApi(
  handlers: Readonly<Record<string, (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>>>,
): readonly ApiRequest[] {
  const sent: ApiRequest[] = [];
  const unanswered: string[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input, window.location.href);
    const { method = 'GET', body } = init;
    const request: ApiRequest = {
      method,
      path: url.pathname,
      query: url.searchParams,
      body: typeof body === 'string' ? (JSON.parse(body) as unknown) : null,
    };
    sent.push(request);
    const handler = handlers[`${method} ${url.pathname}`];
    if (handler === undefined) {
      unanswered.push(`${method} ${url.pathname}`);
      throw new TypeError(`The test has no answer to ${method} ${url.pathname}.`);
    }
    const answer = await handler(request);
    return Response.json(answer.body, { status: answer.status });
  });
  onTestFinished(() => {
    if (unanswered.length > 0) throw new Error(`The test has no answer to ${unanswered.join(', ')}.`);
  });
  return sent;
}
