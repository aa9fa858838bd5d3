import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { createConnection } from './connection';
import { loadContexts, type ContextSpec } from './contexts';
import { createFakeTimers } from './testing/fake-timers';
import { writeKubeconfig, writeTemporary } from './testing/kubeconfigs';

const east = { name: 'east', server: 'https://east.example:6443', token: 'secret-east' };

function problemOf(document: unknown): string | null {
  const file = writeTemporary('config', stringify(document));
  return loadContexts({ kubeconfigPaths: [file] }).contexts[0]?.problem ?? null;
}

function first(contexts: readonly ContextSpec[]): ContextSpec {
  const [context] = contexts;
  if (context === undefined) throw new Error('there is no context');
  return context;
}

describe('contexts of a kubeconfig', () => {
  it('are all taken, from several files; of two entries of one name the first counts', () => {
    const one = writeKubeconfig([east]);
    const other = writeKubeconfig([
      { ...east, server: 'https://other.example' },
      { name: 'west', server: 'https://west.example/', token: 'secret-west' },
    ]);
    const { contexts, problems } = loadContexts({ kubeconfigPaths: [one, other] });
    expect(problems).toEqual([]);
    expect(contexts.map(({ name, server, problem }) => [name, server, problem])).toEqual([
      ['east', 'https://east.example:6443', null],
      ['west', 'https://west.example', null],
    ]);
  });

  it('of a missing file are one that says so, and the others are there', () => {
    const { contexts, problems } = loadContexts({
      kubeconfigPaths: ['/nowhere/config', writeKubeconfig([east])],
    });
    expect(problems).toEqual([
      { file: '/nowhere/config', context: null, sentence: 'The kubeconfig /nowhere/config does not exist.' },
    ]);
    expect(contexts.map(({ name, problem }) => [name, problem])).toEqual([
      ['east', null],
      ['config', 'The kubeconfig /nowhere/config does not exist.'],
    ]);
  });

  it.each([
    ['a: [', / is not valid YAML at line \d+, column \d+\.$/],
    ['users:\n- name: me\n  user: {token: SECRET\n', /is not valid YAML at line \d+, column \d+\.$/],
    ['just text', /is not a kubeconfig: it should hold a map\.$/],
    ['clusters: {}', /is not a kubeconfig: clusters should be a list\.$/],
    ['contexts:\n- context: {}', /is not a kubeconfig: contexts\[0\] has no name\.$/],
    ['', /names no context\.$/],
  ])('of the file %j are a problem that quotes no secret', (text, sentence) => {
    const { contexts, problems } = loadContexts({ kubeconfigPaths: [writeTemporary('broken', text)] });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.sentence).toMatch(sentence);
    expect(problems[0]?.sentence).not.toContain('SECRET');
    expect(contexts[0]).toMatchObject({ name: 'broken', server: '' });
  });

  it.each([
    [
      'an unknown cluster',
      { context: { cluster: 'c', user: 'u' } },
      {},
      /names the cluster c, which is not in the kubeconfig/,
    ],
    ['no cluster', { context: { user: 'u' } }, {}, /names no cluster/],
    [
      'an unknown user',
      { context: { cluster: 'c', user: 'u' } },
      { clusters: [{ name: 'c', cluster: { server: 'https://c' } }] },
      /names the user u, which is not in the kubeconfig/,
    ],
    [
      'a server that is no URL',
      { context: { cluster: 'c' } },
      { clusters: [{ name: 'c', cluster: { server: 'c:6443' } }] },
      /has no http\(s\) URL as its server/,
    ],
  ])('that name %s are invalid with a reason', (_case, context, rest, sentence) => {
    expect(problemOf({ contexts: [{ name: 'x', ...context }], ...rest })).toMatch(sentence);
  });

  it('may go without a user, and over plain http', () => {
    const document = {
      clusters: [{ name: 'c', cluster: { server: 'http://127.0.0.1:8001' } }],
      contexts: [{ name: 'x', context: { cluster: 'c' } }],
    };
    expect(problemOf(document)).toBeNull();
  });

  it('are the service account of the pod, or say that there is none', () => {
    const { contexts } = loadContexts({ inCluster: true });
    expect(contexts).toMatchObject([
      {
        name: 'in-cluster',
        problem: 'There is no kubeconfig, and this process does not run in a pod: set KUBECONFIG.',
      },
    ]);
  });
});

describe('credentials', () => {
  const connectionFor = (user: object, cluster: object = {}) => {
    const file = writeTemporary(
      'config',
      stringify({
        clusters: [{ name: 'c', cluster: { server: 'https://c.example', ...cluster } }],
        users: [{ name: 'u', user }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      }),
    );
    const spec = first(loadContexts({ kubeconfigPaths: [file] }).contexts);
    expect(spec.problem).toBeNull();
    return createConnection(spec, createFakeTimers());
  };

  it('are a token', async () => {
    const { headers, proxy } = await connectionFor({ token: 'abc' }).authorize();
    expect(headers).toEqual({ Authorization: 'Bearer abc' });
    expect(proxy).toBeUndefined();
  });

  it('are a token from a file beside the kubeconfig', async () => {
    const file = writeTemporary('token', 'from-file');
    const { headers } = await connectionFor({ tokenFile: file }).authorize();
    expect(headers).toEqual({ Authorization: 'Bearer from-file' });
  });

  it('carry all parts of an impersonation', async () => {
    const { headers } = await connectionFor({
      token: 'abc',
      as: 'jo',
      'as-groups': ['ops', 'dev'],
    }).authorize();
    expect(headers).toMatchObject({ 'Impersonate-User': 'jo', 'Impersonate-Group': ['ops', 'dev'] });
  });

  it('hold the trust that the kubeconfig names, by paths relative to it', async () => {
    const ca = writeTemporary('ca.crt', 'PEM');
    const { tls } = await connectionFor(
      {},
      { 'certificate-authority': ca, 'tls-server-name': 'api' },
    ).authorize();
    expect(String(tls.ca)).toBe('PEM');
    expect(tls.servername).toBe('api');
    const missing = connectionFor({}, { 'certificate-authority': 'gone.crt' });
    await expect(missing.authorize()).rejects.toThrow(
      /^The credentials for c\.example cannot be obtained: ENOENT/,
    );
  });

  it('come from an exec plugin, which runs once for many callers', async () => {
    const count = path.join(path.dirname(writeTemporary('x', '')), 'count');
    const script = `echo run >> ${count}; printf '{"kind":"ExecCredential","status":{"token":"from-exec"}}'`;
    const connection = connectionFor({
      exec: { command: '/bin/sh', args: ['-c', script], apiVersion: 'client.authentication.k8s.io/v1' },
    });
    const both = await Promise.all([connection.authorize(), connection.authorize()]);
    expect(both.map(({ headers }) => headers)).toEqual([
      { Authorization: 'Bearer from-exec' },
      { Authorization: 'Bearer from-exec' },
    ]);
    expect(readFileSync(count, 'utf8')).toBe('run\n');
  });

  it('that an exec plugin cannot fetch are reported as such', async () => {
    const connection = connectionFor({ exec: { command: '/nowhere/aws' } });
    await expect(connection.authorize()).rejects.toThrow(
      'The credentials for c.example cannot be obtained: spawn /nowhere/aws ENOENT',
    );
  });

  it('are fetched again after a refusal, at most every 30 s', async () => {
    const file = writeTemporary('token', 'old');
    const timers = createFakeTimers();
    const kubeconfig = writeTemporary(
      'config',
      stringify({
        clusters: [{ name: 'c', cluster: { server: 'https://c.example' } }],
        users: [
          {
            name: 'u',
            user: {
              exec: {
                command: '/bin/sh',
                args: ['-c', `printf '{"status":{"token":"%s"}}' "$(cat ${file})"`],
              },
            },
          },
        ],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      }),
    );
    const connection = createConnection(
      first(loadContexts({ kubeconfigPaths: [kubeconfig] }).contexts),
      timers,
    );
    const token = async () => (await connection.authorize()).headers.Authorization;
    expect(await token()).toBe('Bearer old');
    writeFileSync(file, 'new');
    connection.refused();
    expect(await token()).toBe('Bearer old');
    await timers.advance(30_000);
    connection.refused();
    expect(await token()).toBe('Bearer new');
  });
});
