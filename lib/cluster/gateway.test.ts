import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeTarget, ClusterGateway, PatchRequest } from '@/lib/model';
import packageJson from '@/package.json' with { type: 'json' };
import { createConnection, type Connection } from './connection';
import { createGateway } from './gateway';
import { createAgents, destroyAgents } from './http';
import { kubeFetch } from './kube-fetch';
import { startFakeApi, status, type FakeApi } from './testing/fake-api';
import { createFakeTimers } from './testing/fake-timers';
import { rawDeployment } from './testing/raw';

const PATH = '/apis/apps/v1/namespaces/shop/deployments/cart';
const target: ChangeTarget = { cluster: 'east', namespace: 'shop', kind: 'Deployment', name: 'cart' };
const scale: PatchRequest = {
  target,
  patch: { spec: { replicas: 4 } },
  patchType: 'strategic-merge',
  dryRun: false,
  operationId: 'op-1',
};

let api: FakeApi;
let connection: Connection;
let gateway: ClusterGateway;
const kept = createAgents(true);
const fresh = createAgents(false);

beforeEach(async () => {
  api = await startFakeApi();
  connection = createConnection(api.context(), createFakeTimers());
  gateway = createGateway({ connection, kept, fresh });
});
afterEach(async () => {
  destroyAgents(kept);
  destroyAgents(fresh);
  await api.kill();
});

describe('the gateway', () => {
  it('reads an object as the server answers it', async () => {
    api.handlers.set(`GET ${PATH}`, (_request, response) =>
      response.end(JSON.stringify(rawDeployment('cart', 2))),
    );
    expect(await gateway.read(target)).toEqual(rawDeployment('cart', 2));
    expect(api.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'user-agent': `pilothouse/${packageJson.version}`,
    });
  });

  it('writes with its field manager, strictly, and with the operation in the user agent', async () => {
    api.handlers.set(`PATCH ${PATH}`, (_request, response) =>
      response.end(JSON.stringify(rawDeployment('cart', 4))),
    );
    expect(await gateway.patch(scale)).toEqual(rawDeployment('cart', 4));
    await gateway.patch({ ...scale, dryRun: true, patchType: 'merge' });
    const [written, tried] = api.requests;
    expect(written?.url.search).toBe('?fieldManager=pilothouse&fieldValidation=Strict');
    expect(written?.body).toBe('{"spec":{"replicas":4}}');
    expect(written?.headers).toMatchObject({
      'content-type': 'application/strategic-merge-patch+json',
      'user-agent': `pilothouse/${packageJson.version} op/op-1`,
    });
    expect(tried?.url.searchParams.get('dryRun')).toBe('All');
    expect(tried?.headers['content-type']).toBe('application/merge-patch+json');
  });

  it.each([
    [400, 'cluster-refused'],
    [401, 'cluster-refused'],
    [403, 'cluster-refused'],
    [404, 'not-found'],
    [409, 'conflict'],
    [412, 'conflict'],
    [422, 'cluster-refused'],
    [429, 'cluster-unavailable'],
    [500, 'unknown-outcome'],
    [504, 'unknown-outcome'],
  ])('reports a %d of a write as %s, with the message of the server', async (code, expected) => {
    api.handlers.set(`PATCH ${PATH}`, status(code, 'deployments "cart": the sentence of the server'));
    await expect(gateway.patch(scale)).rejects.toMatchObject({
      name: 'AppError',
      code: expected,
      message: 'deployments "cart": the sentence of the server',
    });
  });

  it('knows that a dry run that failed wrote nothing', async () => {
    api.handlers.set(`PATCH ${PATH}`, status(500, 'failed calling webhook'));
    await expect(gateway.patch({ ...scale, dryRun: true })).rejects.toMatchObject({
      code: 'cluster-unavailable',
    });
  });

  it('does not know the outcome of a write whose answer was lost', async () => {
    api.handlers.set(`PATCH ${PATH}`, (_request, response) => response.destroy());
    await expect(gateway.patch(scale)).rejects.toMatchObject({
      code: 'unknown-outcome',
      message: `The API server at ${connection.host} broke the connection.`,
    });
    api.handlers.set(`PATCH ${PATH}`, (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"half":');
      setImmediate(() => response.destroy());
    });
    await expect(gateway.patch(scale)).rejects.toMatchObject({ code: 'unknown-outcome' });
  });

  it('knows that nothing was sent to a server that refuses connections', async () => {
    await api.kill();
    await expect(gateway.patch(scale)).rejects.toMatchObject({
      code: 'cluster-unavailable',
      message: `The API server at ${connection.host} refuses connections.`,
    });
    await api.revive();
  });

  it('does not let a name change the structure of the path', async () => {
    await expect(gateway.read({ ...target, name: '..' })).rejects.toMatchObject({ code: 'not-found' });
    api.handlers.set('GET /apis/apps/v1/namespaces/shop/deployments/a%2Fscale', status(404, 'not found'));
    await expect(gateway.read({ ...target, name: 'a/scale' })).rejects.toMatchObject({
      message: 'not found',
    });
    expect(api.requests).toHaveLength(1);
  });
});

describe('a request', () => {
  const ask = (timeoutMs: number, signal?: AbortSignal) =>
    kubeFetch(connection, { method: 'GET', path: '/x', agents: kept, timeoutMs, signal });

  it('ends when its time is over, before or within the answer', async () => {
    api.handlers.set('GET /x', () => undefined);
    await expect(ask(40)).rejects.toThrow(
      `The API server at ${connection.host} did not answer within 0.04 s.`,
    );
    api.handlers.set('GET /x', (_request, response) => void response.writeHead(200).write('{'));
    await expect(ask(40)).rejects.toThrow('did not answer within 0.04 s.');
  });

  it('ends when it is cut', async () => {
    const cut = new AbortController();
    api.handlers.set('GET /x', () => cut.abort());
    await expect(ask(5_000, cut.signal)).rejects.toThrow('The request was cut short.');
  });

  it('ends when it is cut while a credential plugin hangs', async () => {
    const hanging: Connection = { ...connection, authorize: () => new Promise(() => undefined) };
    const asked = (signal: AbortSignal, timeoutMs: number) =>
      kubeFetch(hanging, { method: 'GET', path: '/x', agents: kept, timeoutMs, signal });
    const cut = new AbortController();
    const answer = asked(cut.signal, 60_000);
    cut.abort();
    await expect(answer).rejects.toMatchObject({ message: 'The request was cut short.', sent: false });
    await expect(asked(cut.signal, 60_000)).rejects.toThrow('The request was cut short.');
    await expect(asked(new AbortController().signal, 30)).rejects.toThrow('did not answer within 0.03 s.');
  });

  it('is sent again when the server closed the idle connection that it was sent on', async () => {
    let answers = 0;
    api.handlers.set('GET /x', (_request, response) => {
      answers += 1;
      if (answers === 2) response.destroy();
      else response.end('{}');
    });
    await ask(5_000);
    expect(await ask(5_000)).toEqual({});
    expect(answers).toBe(3);
  });

  it('to what answers something else than JSON says so', async () => {
    api.handlers.set('GET /x', (_request, response) => response.end('<html>'));
    await expect(ask(5_000)).rejects.toThrow('answered something that is not JSON');
    api.handlers.set('GET /x', (_request, response) => response.writeHead(502).end('<html>'));
    await expect(ask(5_000)).rejects.toThrow(`The API server at ${connection.host} answered 502.`);
  });
});
