import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CONSUL_CALLS } from '@/lib/http/consul/answer';
import { BY_PATH } from '@/lib/http/front/answer-operation';
import { HEARTBEAT as HEARTBEAT_URL } from '@/lib/http/front/heartbeat';
import { CONSUL } from './consul';
import { openApiDocument } from './openapi';
import { HEARTBEAT } from './registration';
import { DECLARATIONS, FRONT, FRONT_OPERATIONS, OPERATIONS } from './table';

const app = fileURLToPath(new URL('../../app', import.meta.url));
/** Sign-in, which no client of the API calls, and the other address of this document. */
const OUTSIDE = ['/api/auth/{...nextauth}', '/api/openapi.json'];

/** The route files of app/, each with the path of its folder. */
function routeFiles(): { readonly at: string; readonly text: string }[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .map((file) => ({
      at: `/${path.dirname(file)}`.replaceAll(path.sep, '/').replaceAll('[', '{').replaceAll(']', '}'),
      text: readFileSync(path.join(app, file), 'utf8'),
    }))
    .filter(({ at }) => !OUTSIDE.includes(at));
}

const unique = (paths: readonly string[]) => [...new Set(paths)].sort();

describe('the table of operations', () => {
  const files = routeFiles();

  it('has a route file for every path, and the other way round', () => {
    expect(files.length).toBeGreaterThan(15);
    expect(files.map(({ at }) => at).sort()).toEqual(unique(OPERATIONS.map(({ path: at }) => at)));
  });

  it('has what is answered before Next by GET alone, at paths without parameters', () => {
    expect([...BY_PATH.values()]).toEqual(FRONT_OPERATIONS);
    for (const { method, path: at, params, body } of FRONT_OPERATIONS) {
      expect([method, params, body]).toEqual(['GET', undefined, undefined]);
      expect(at).not.toContain('{');
    }
  });

  it.each(files)('is served at $at by its own path, in one line', ({ at, text }) => {
    expect(text.split('\n').filter((line) => line !== '')).toEqual([
      "import { serve } from '@/lib/http';",
      `export const { GET, POST, PUT, PATCH, DELETE } = serve('${at}');`,
    ]);
  });

  it('has one operation for each path and method', () => {
    const keys = DECLARATIONS.map(({ method, path: at }) => `${method} ${at}`);
    expect(unique(keys)).toHaveLength(keys.length);
  });

  it('reads only by GET', () => {
    for (const { id, method, effect } of DECLARATIONS) {
      expect({ id, reads: effect === 'read' }).toEqual({ id, reads: method === 'GET' });
    }
  });

  it('has the effects execute and decide where expected', () => {
    const ids = (wanted: string) =>
      DECLARATIONS.filter(({ effect }) => effect === wanted).map(({ id }) => id);
    expect(ids('execute')).toEqual(['executeChange']);
    expect(ids('decide').sort()).toEqual(['approveChange', 'cancelChange', 'judgeEdge', 'rejectChange']);
  });

  it('has what is answered before Next, and no other', () => {
    expect(HEARTBEAT.path).toMatch(HEARTBEAT_URL);
    expect(FRONT).toEqual([HEARTBEAT, ...CONSUL]);
    const key = (id: string, method: string, at: string) => `${id} ${method} ${at}`;
    expect(CONSUL.map(({ id, method, path: at }) => key(id, method, at)).sort()).toEqual(
      CONSUL_CALLS.map(({ operation, method, path: at }) => key(operation, method, at)).sort(),
    );
  });
});

describe('the OpenAPI document', () => {
  const document = openApiDocument(DECLARATIONS) as {
    openapi: string;
    paths: Record<
      string,
      Record<
        string,
        { operationId: string; responses: object; requestBody?: object; 'x-pilothouse-effect': string }
      >
    >;
  };

  it('has every route of the API, and no others', () => {
    const front = [...FRONT, ...FRONT_OPERATIONS].map(({ path: at }) => at);
    expect(Object.keys(document.paths).sort()).toEqual(
      unique([...routeFiles().map(({ at }) => at), ...front]),
    );
  });

  it('has every operation at its path, with its effect', () => {
    const described = Object.entries(document.paths).flatMap(([at, byMethod]) =>
      Object.entries(byMethod).map(
        ([method, each]) => `${at} ${method} ${each.operationId} ${each['x-pilothouse-effect']}`,
      ),
    );
    const declared = DECLARATIONS.map(
      ({ id, path: at, method, effect }) => `${at} ${method.toLowerCase()} ${id} ${effect}`,
    );
    expect(described.sort()).toEqual(declared.sort());
  });

  it('names each operation once', () => {
    const ids = DECLARATIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes the answers and the problems of a call', () => {
    const post = document.paths['/api/v1/changes']?.post;
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(post?.responses ?? {})).toEqual(['201', 'default']);
    expect(JSON.stringify(post?.requestBody)).toContain('"replicas"');
    expect(JSON.stringify(post?.responses)).toContain('application/problem+json');
  });
});
