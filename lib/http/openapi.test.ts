import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CONSUL_CALLS } from './consul/answer';
import { HEARTBEAT } from './front/heartbeat';
import { ALL_OPERATIONS, openApiDocument } from './openapi';
import * as operations from './operations';
import { CONSUL_OPERATIONS } from './operations/consul';

const app = fileURLToPath(new URL('../../app', import.meta.url));
/** Sign-in and probes, which no client of the API calls, and the other address of this document. */
/** Answered before Next, so not by a file of app/. */
const FRONT = operations.heartbeatInstance;
const OUTSIDE = ['/api/auth/{...nextauth}', '/healthz', '/readyz', '/api/openapi.json'];

interface Served {
  readonly path: string;
  readonly method: string;
  readonly id: string;
}

/** What the files of app/ serve: `GET: route(operations.listServices, …)` at the path of their folder. */
function servedOperations(): { readonly paths: readonly string[]; readonly served: readonly Served[] } {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === 'route.ts',
  );
  const paths: string[] = [];
  const served: Served[] = [];
  for (const file of files) {
    const url = `/${path.dirname(file)}`.replaceAll(path.sep, '/').replaceAll('[', '{').replaceAll(']', '}');
    if (OUTSIDE.includes(url)) continue;
    paths.push(url);
    const text = readFileSync(path.join(app, file), 'utf8');
    for (const [, method = '', id = ''] of text.matchAll(
      /(GET|POST|PUT|DELETE): route\(\s*operations\.(\w+)/g,
    )) {
      served.push({ path: url, method, id });
    }
  }
  return { paths, served };
}

describe('the OpenAPI document', () => {
  const { paths, served } = servedOperations();
  const document = openApiDocument() as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; responses: object; requestBody?: object }>>;
  };

  it('has every route of the API, and no other', () => {
    expect(paths.length).toBeGreaterThan(15);
    const consul = new Set(CONSUL_OPERATIONS.map(({ path: at }) => at));
    const documented = Object.keys(document.paths).filter((at) => !consul.has(at) && at !== FRONT.path);
    expect(documented.sort()).toEqual([...paths].sort());
  });

  it('has what is answered before Next, and no other', () => {
    expect(FRONT.path).toMatch(HEARTBEAT);
    const key = (id: string, method: string, at: string) => `${id} ${method} ${at}`;
    expect(CONSUL_OPERATIONS.map(({ id, method, path: at }) => key(id, method, at)).sort()).toEqual(
      CONSUL_CALLS.map(({ operation, method, path: at }) => key(operation, method, at)).sort(),
    );
  });

  it('has every operation where it is served', () => {
    const { heartbeatInstance: _front, ...routed } = operations;
    const declared = Object.entries(routed).map(([id, { path: at, method }]) => ({
      path: at,
      method,
      id,
    }));
    const key = ({ path: at, method, id }: Served) => `${at} ${method} ${id}`;
    expect(served.map(key).sort()).toEqual(declared.map(key).sort());
  });

  it('names each operation once', () => {
    const ids = ALL_OPERATIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says what a call answers, and what a problem looks like', () => {
    const post = document.paths['/api/v1/changes']?.post;
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(post?.responses ?? {})).toEqual(['201', 'default']);
    expect(JSON.stringify(post?.requestBody)).toContain('"replicas"');
    expect(JSON.stringify(post?.responses)).toContain('application/problem+json');
  });
});
