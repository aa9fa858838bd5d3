import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/model';
import { withClearSentences } from './clear-sentences';
import { diffObjects } from './diff';
import { maskDiff } from './mask';

const object = (container: object, annotations: object = {}) => ({
  metadata: { uid: 'u', annotations },
  spec: { template: { spec: { containers: [{ name: 'web', ...container }] } } },
});
const env = (name: string, value: string) => object({ env: [{ name, value }] });
const shown = (before: object, after: object) =>
  maskDiff(diffObjects(before as never, after as never)).map(({ before: b, after: a }) => [b, a]);
const CHANGED = ['••••••', '•••••• (changed)'];

describe('a credential in a difference', () => {
  it.each<[string, object, object]>([
    ['a variable by its name', env('DB_PASSWORD', 'one'), env('DB_PASSWORD', 'two')],
    ['a variable by its value', env('DB', 'postgres://u:one@db/x'), env('DB', 'postgres://u:two@db/x')],
    ['a flag', object({ args: ['--token=one'] }), object({ args: ['--token=two'] })],
    ['the word after a flag', object({ args: ['--token', 'one'] }), object({ args: ['--token', 'two'] })],
    [
      'a command line in one word',
      object({ command: ['sh', '-c', 'run --password one'] }),
      object({ command: ['sh', '-c', 'run --password two'] }),
    ],
    ['an annotation by its key', object({}, { 'x/api-token': 'one' }), object({}, { 'x/api-token': 'two' })],
    [
      'an annotation by what its JSON holds',
      object({}, { config: '{"env":[{"name":"DB_PASSWORD","value":"one"}]}' }),
      object({}, { config: '{"env":[{"name":"DB_PASSWORD","value":"two"}]}' }),
    ],
    [
      'a flag run together',
      object({ args: ['--requirepass', 'one'] }),
      object({ args: ['--requirepass', 'two'] }),
    ],
    ['a user flag', object({ args: ['-u', 'admin:one'] }), object({ args: ['-u', 'admin:two'] })],
    [
      "a program's own flag",
      object({ command: ['mysqladmin'], args: ['-pone'] }),
      object({ command: ['mysqladmin'], args: ['-ptwo'] }),
    ],
    [
      'a bare word',
      object({ args: ['login', 'password', 'one'] }),
      object({ args: ['login', 'password', 'two'] }),
    ],
    [
      'the query of a probe',
      object({ livenessProbe: { httpGet: { path: '/health?token=one' } } }),
      object({ livenessProbe: { httpGet: { path: '/health?token=two' } } }),
    ],
    [
      'an option of a volume',
      { spec: { volumes: [{ name: 'v', flexVolume: { options: { password: 'one' } } }] } },
      { spec: { volumes: [{ name: 'v', flexVolume: { options: { password: 'two' } } }] } },
    ],
    ['a value that becomes one', env('DB', 'db:5432'), env('DB', 'postgres://u:two@db/x')],
  ])('is masked, and that it changed is seen: %s', (_what, before, after) => {
    expect(shown(before, after)).toEqual([CHANGED]);
  });

  it('is masked where it is added or removed', () => {
    const none = object({ env: [] });
    expect(shown(none, env('API_KEY', 'one')).at(-1)).toEqual([null, '••••••']);
    expect(shown(env('API_KEY', 'one'), none).at(-1)).toEqual(['••••••', null]);
  });

  it('is not what only names one, nor an image', () => {
    const from = (name: string) =>
      object({ env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name, key: 'password' } } }] });
    expect(shown(from('db-1'), from('db-2'))).toEqual([['db-1', 'db-2']]);
    const digest = (d: string) => `r/cart@sha256:${d.repeat(64)}`;
    expect(shown(object({ image: digest('a') }), object({ image: digest('b') }))).toEqual([
      [digest('a'), digest('b')],
    ]);
    expect(shown(env('LEVEL', 'info'), env('LEVEL', 'debug'))).toEqual([['info', 'debug']]);
  });

  it('is nowhere in what kubectl keeps of the whole object', () => {
    const last = (value: string) => object({}, { 'kubectl.kubernetes.io/last-applied-configuration': value });
    expect(shown(last('{"a":"one"}'), last('{"a":"two"}'))).toEqual([]);
  });
});

describe('what a cluster answers', () => {
  it('quotes no credential', async () => {
    const refusal = new AppError('cluster-refused', 'env[0].value: Invalid value: "hunter2-and-more"', {
      fields: [{ field: 'x', message: 'hunter2-and-more is bad' }],
    });
    const asked = withClearSentences(Promise.reject(refusal), env('DB_PASSWORD', 'hunter2-and-more'));
    await expect(asked).rejects.toMatchObject({
      code: 'cluster-refused',
      message: 'env[0].value: Invalid value: "••••••"',
      fields: [{ field: 'x', message: '•••••• is bad' }],
    });
  });

  const answered = async (object: object, message: string, cause?: unknown) =>
    withClearSentences(
      Promise.reject(new AppError('cluster-refused', message, { cause })),
      object as never,
    ).catch((error: unknown) => error as AppError);

  it.each<[string, object, string, string]>([
    ['as JSON quotes it', env('PASSWORD', 'a"b\\c\td'), String.raw`"a\"b\\c\td" is bad`, '"••••••" is bad'],
    ['as Go quotes it', env('PASSWORD', 'bell\u0007x\u001b'), String.raw`"bell\ax\x1b"`, '"••••••"'],
    ['as JSON of Go has it', env('PASSWORD', 'a<b&c'), String.raw`"a\u003cb\u0026c"`, '"••••••"'],
    [
      'quoted twice',
      env('PASSWORD', 'a"bcd'),
      String.raw`"{\"p\":\"a\\\"bcd\"}"`,
      String.raw`"{\"p\":\"••••••\"}"`,
    ],
    ['what a flag gives', object({ args: ['--token=hunter2'] }), 'bad token hunter2', 'bad token ••••••'],
    [
      'a line',
      env('CONF', 'level: info\npassword: hunter2'),
      'line 2: "password: hunter2"',
      'line 2: "••••••"',
    ],
    ['what a line gives', env('CONF', 'level: info\npassword: hunter2'), 'info, hunter2', 'info, ••••••'],
    ['a line of a named one', env('TLS_KEY', 'first\nsecond'), 'not "second"', 'not "••••••"'],
    ['a text in JSON', env('CONF', '{"a":{"password":"hunter2"},"b":"info"}'), 'hunter2 info', '•••••• info'],
  ])('quotes none in part or escaped: %s', async (_what, object, message, clear) => {
    expect(await answered(object, message)).toMatchObject({ message: clear });
  });

  it('quotes none in what the log has of it', async () => {
    const cause = new Error('webhook denied: hunter2', { cause: new Error('body: hunter2') });
    const error = await answered(env('DB_PASSWORD', 'hunter2'), 'It failed.', cause);
    const chain = (one: unknown): string =>
      one instanceof Error ? `${one.stack} ${one.message} ${chain(one.cause)}` : '';
    const logged = chain(error);
    expect(logged).not.toContain('hunter2');
    expect(logged).toContain('webhook denied: ••••••');
    const other = new Error('no route');
    expect((await answered(env('DB_PASSWORD', 'hunter2'), 'It failed.', other)).cause).toBe(other);
  });
});
