import { NextRequest } from 'next/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AppError, ERROR_CODES, type Actor, type ErrorCode } from '@/lib/model';
import { EFFECTS, mayCauseEffect } from '@/lib/policy';
import { createRequestMetrics } from '@/lib/runtime/metrics';
import { setRuntime, type Runtime } from '@/lib/runtime/runtime';
import { operation } from '@/lib/api/operation';
import { PROBLEMS } from './problem';
import { route, type Handler } from './route';
import { methods } from './serve';

const ADMIN: Actor = { id: 'token:bootstrap', name: 'T', role: 'admin', groups: [], sessionId: null };
const ENGINEER: Actor = { id: 'user:e', name: 'E', role: 'engineer', groups: [], sessionId: 's' };
const VIEWER: Actor = { id: 'user:v', name: 'V', role: 'viewer', groups: [], sessionId: 's' };

const actorOf = vi.fn<() => Promise<Actor | null>>();
const log = { info: vi.fn(), error: vi.fn() };
const metrics = createRequestMetrics();

const echo = operation({
  id: 'echo',
  method: 'POST',
  path: '/api/v1/echo/{id}',
  summary: 'For this test',
  access: 'change',
  effect: 'ask',
  params: z.object({ id: z.string().max(5) }),
  query: z.strictObject({ limit: z.coerce.number('expected a number').int().optional() }),
  body: z.strictObject({ deep: z.object({ size: z.int('expected a whole number') }) }),
  answer: z.unknown(),
  status: 201,
  idempotent: true,
  handle: (input, { actor }) => ({ actor: actor.id, ...input }),
});

const serve = methods([echo]);

interface Sent {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
  readonly search?: string;
  readonly id?: string;
}

async function send(handler: Handler, { body, headers = {}, search = '', id = 'x' }: Sent, method = 'POST') {
  const request = new NextRequest(`http://localhost:3000/api/v1/echo/${id}${search}`, {
    method,
    ...(body === undefined ? {} : { body }),
    headers: { 'content-type': 'application/json', ...headers },
  });
  const response = await handler(request, { params: Promise.resolve({ id }) });
  const answer = (await response.json()) as Record<string, unknown>;
  return { response, answer };
}

const GOOD = JSON.stringify({ deep: { size: 3 } });

beforeEach(() => {
  vi.clearAllMocks();
  actorOf.mockResolvedValue(ADMIN);
  setRuntime({
    auth: { actorOf },
    log,
    metrics,
    settings: { publicUrl: 'https://p.example.com' },
  } as unknown as Runtime);
});

describe('route', () => {
  it('calls the use case with input that the schemas passed', async () => {
    const { response, answer } = await send(serve.POST, {
      body: GOOD,
      search: '?limit=5',
      headers: { 'idempotency-key': 'k-1' },
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(answer).toEqual({
      actor: 'token:bootstrap',
      params: { id: 'x' },
      query: { limit: 5 },
      body: { deep: { size: 3 } },
      idempotencyKey: 'k-1',
    });
  });

  it('answers a call without an actor with 401', async () => {
    actorOf.mockResolvedValue(null);
    const { response, answer } = await send(serve.POST, { body: 'not even JSON' });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(answer).toMatchObject({ type: 'urn:pilothouse:problem:unauthenticated', code: 'unauthenticated' });
  });

  it('answers an actor whom the policy refuses with 403 and the reason', async () => {
    actorOf.mockResolvedValue(VIEWER);
    const { response, answer } = await send(serve.POST, { body: GOOD });
    expect(response.status).toBe(403);
    expect(answer).toMatchObject({ detail: 'A viewer cannot request changes.' });
  });

  it.each(EFFECTS)(
    'lets a viewer make a call of effect %s as lib/policy says, before its handler',
    async (effect) => {
      actorOf.mockResolvedValue(VIEWER);
      const handle = vi.fn(() => ({}));
      const { response, answer } = await send(route({ ...echo, access: 'read', effect, handle }), {
        body: GOOD,
      });
      const access = mayCauseEffect(VIEWER, effect);
      expect(access.allowed).toBe(effect === 'read' || effect === 'ask');
      expect(response.status).toBe(access.allowed ? 201 : 403);
      expect(handle).toHaveBeenCalledTimes(access.allowed ? 1 : 0);
      if (!access.allowed) expect(answer).toMatchObject({ detail: access.reason });
    },
  );

  it.each<[string, Sent, number, object]>([
    ['JSON that is cut off', { body: '{"deep":' }, 400, { code: 'malformed-request' }],
    [
      'what is not UTF-8',
      { body: new Uint8Array([0x22, 0xff, 0x22]) },
      400,
      { detail: 'The body is not JSON: it is not UTF-8.' },
    ],
    ['a form', { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, {}],
    ['a body above 256 KiB', { body: `{"a":"${'x'.repeat(262_144)}"}` }, 413, { code: 'too-large' }],
    [
      'a field of the wrong type',
      { body: '{"deep":{"size":"3"}}' },
      422,
      { errors: [{ field: 'deep.size', message: 'expected a whole number' }] },
    ],
    [
      'a field that is not there',
      { body: '{"deep":{"size":3},"sise":3}' },
      422,
      { errors: [{ field: 'sise', message: 'there is no such field' }] },
    ],
    ['no body', {}, 422, { errors: [{ field: 'deep', message: expect.any(String) as string }] }],
    ['a parameter that is too long', { body: GOOD, id: 'toolong' }, 422, {}],
    [
      'an unknown filter',
      { body: GOOD, search: '?ownr=x' },
      422,
      { errors: [{ field: 'ownr', message: 'there is no such field' }] },
    ],
    [
      'a filter that occurs twice',
      { body: GOOD, search: '?limit=1&limit=2' },
      422,
      { errors: [{ field: 'limit', message: 'expected once' }] },
    ],
    ['an idempotency key with a space', { body: GOOD, headers: { 'idempotency-key': 'a b' } }, 422, {}],
  ])('refuses %s', async (_name, sent, status, problem) => {
    const { response, answer } = await send(serve.POST, sent);
    expect({ status: response.status, answer }).toMatchObject({ status, answer: { status, ...problem } });
  });

  it('counts what comes, not what content-length claims', async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(100_000).fill(32)),
    });
    const request = new NextRequest('http://localhost:3000/x', {
      method: 'POST',
      body: stream,
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    });
    const response = await serve.POST(request, { params: Promise.resolve({ id: 'x' }) });
    expect(response.status).toBe(413);
  });

  it.each<[ErrorCode, number]>(ERROR_CODES.map((code) => [code, PROBLEMS[code].status]))(
    'turns %s of a use case into %i',
    async (code, status) => {
      const fields = [{ field: 'a', message: 'b' }];
      const { response, answer } = await send(
        route({
          ...echo,
          handle: () => {
            throw new AppError(code, 'A sentence.', { fields });
          },
        }),
        { body: GOOD },
      );
      expect(response.status).toBe(status);
      expect(answer).toMatchObject({ code, detail: 'A sentence.', errors: fields });
    },
  );

  it('writes the message of an unexpected error only to the log', async () => {
    const { response, answer } = await send(
      route({
        ...echo,
        handle: () => {
          throw new Error('password=hunter2');
        },
      }),
      { body: GOOD },
    );
    expect(response.status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(log.error).toHaveBeenCalledWith(expect.objectContaining({ id: answer.id }), 'request failed');
  });

  it('refuses other methods and says which there are', async () => {
    const { response } = await send(serve.GET, {}, 'GET');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('counts its answers by operation and status', async () => {
    await send(serve.POST, { body: GOOD });
    expect(await metrics.registry.metrics()).toMatch(/_count\{operation="echo",status="201"\} \d+/);
  });
});

describe('a write with a session cookie', () => {
  it.each<[string, Record<string, string>, number]>([
    ['from this site', { 'sec-fetch-site': 'same-origin' }, 201],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['from a neighbour of this site', { 'sec-fetch-site': 'same-site' }, 403],
    ['with the origin of this host', { origin: 'http://localhost:3000', host: 'localhost:3000' }, 201],
    ['with the origin that browsers use', { origin: 'https://p.example.com', host: 'internal:3000' }, 201],
    ['with another origin', { origin: 'https://evil.example', host: 'localhost:3000' }, 403],
    ['with an opaque origin', { origin: 'null', host: 'localhost:3000' }, 403],
    ['from no browser', {}, 201],
  ])('%s', async (_name, headers, status) => {
    actorOf.mockResolvedValue(ENGINEER);
    expect((await send(serve.POST, { body: GOOD, headers })).response.status).toBe(status);
  });

  it.each(EFFECTS)('of effect %s: another site may not change anything', async (effect) => {
    actorOf.mockResolvedValue(ENGINEER);
    const headers = { 'sec-fetch-site': 'cross-site' };
    const { response } = await send(route({ ...echo, effect }), { body: GOOD, headers });
    expect(response.status).toBe(effect === 'read' ? 201 : 403);
  });

  it('requires no origin for a token', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await send(serve.POST, { body: GOOD, headers })).response.status).toBe(201);
  });
});
