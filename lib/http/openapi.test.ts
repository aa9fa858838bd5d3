import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ALL_OPERATIONS, openApiDocument } from './openapi';
import * as operations from './operations';

const app = fileURLToPath(new URL('../../app', import.meta.url));
/** Sign-in and probes, which no client of the API calls, and the other address of this document. */
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
    for (const [, method = '', id = ''] of text.matchAll(/(GET|POST|DELETE): route\(\s*operations\.(\w+)/g)) {
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
    expect(Object.keys(document.paths).sort()).toEqual([...paths].sort());
  });

  it('has every operation where it is served', () => {
    const declared = Object.entries(operations).map(([id, { path: at, method }]) => ({
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
