import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { main } from './main';
import { root } from './root';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-health-'));
  undo.push(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** Runs the command on files of one folder; arguments that name one of them become its path. */
async function health(files: Record<string, string>, ...args: string[]) {
  const folder = await folderWith(files);
  let stdout = '';
  let stderr = '';
  const placed = args.map((arg) => {
    const name = arg.slice(arg.indexOf('=') + 1);
    return name in files ? arg.slice(0, arg.indexOf('=') + 1) + join(folder, name) : arg;
  });
  const code = await main(
    ['health', ...placed],
    // Settings of other commands are not required.
    { DATABASE_URL: 'no database' },
    { stdout: (text) => (stdout += text), stderr: (text) => (stderr += text) },
  );
  const lines = stdout.split('\n').filter((line) => line !== '');
  return {
    code,
    stdout,
    stderr: stderr.replaceAll(`${folder}/`, ''),
    facts: args.includes('--help') ? [] : lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const deployment = (name: string, status = '{replicas: 1, updatedReplicas: 1, availableReplicas: 1}') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: shop}\nspec: {replicas: 1}\nstatus: ${status}\n`;
const failed = deployment(
  'search',
  '{conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded}]}',
);
const waiting = deployment('cart', '{}');
const backup = (name: string, phase: string) =>
  `apiVersion: shop.example/v1\nkind: Backup\nmetadata: {name: ${name}}\nstatus: {phase: ${phase}}\n`;
const script = 'hs = {status = obj.status.phase, message = "Backup " .. obj.metadata.name}\nreturn hs\n';
const argoConfig = (data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm, namespace: argocd}\ndata:\n${data}`;

describe('pilothouse health', () => {
  it('prints a line for each object that has a rule', async () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n';
    const claim =
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nstatus: {phase: Bound}\n';
    const { code, facts, stderr } = await health(
      { 'a.yaml': `${deployment('checkout')}---\n${config}---\n---\n${claim}` },
      '-f',
      'a.yaml',
    );
    expect(facts).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'checkout',
        status: 'Healthy',
        reason: 'deployment.available',
        message: 'Deployment checkout has its only replica updated and available.',
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace: null,
        name: 'data',
        status: 'Healthy',
        reason: 'pvc.bound',
        message: 'PersistentVolumeClaim data is bound.',
      },
    ]);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('reads several files, JSON, and lists within lists', async () => {
    const node = {
      metadata: { name: 'eu-a-01' },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    };
    const list = { apiVersion: 'v1', kind: 'NodeList', items: [node] };
    const { facts } = await health(
      {
        'a.yaml': deployment('one'),
        'b.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [list] }),
        'c.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${backup('x', 'Done').trim().replaceAll('\n', '\n  ')}\n- {apiVersion: v1, kind: Service, metadata: {name: web}}\n`,
      },
      '-f',
      'a.yaml',
      'b.json',
      '--filename=c.yaml',
    );
    expect(facts.map(({ kind, name }) => [kind, name])).toEqual([
      ['Deployment', 'one'],
      ['Node', 'eu-a-01'],
      ['Service', 'web'],
    ]);
  });

  it('names file, document and field of what cannot be read, and goes on', async () => {
    const wrong = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: three}\n';
    const nameless = '{apiVersion: v1, kind: Pod, metadata: {}}';
    const { code, facts, stderr } = await health(
      {
        'a.yaml': `${wrong}---\n${deployment('one')}---\nkind: [\n`,
        'b.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${nameless}\n- 7\n---\nkind: Pod\n`,
      },
      '-f',
      'a.yaml',
      'gone.yaml',
      'b.yaml',
    );
    expect(facts.map(({ name }) => name)).toEqual(['one']);
    expect(code).toBe(1);
    expect(stderr.split('\n').sort()).toEqual([
      '',
      expect.stringMatching(
        /^a\.yaml, document 1: The field spec\.replicas should be a whole number from 0, and it is "three"\.$/,
      ),
      expect.stringMatching(/^a\.yaml, document 3: is no YAML \(.+\)\.$/),
      'b.yaml, document 1, items[0]: The field metadata.name should be a string that is not empty, and it is absent.',
      'b.yaml, document 1, items[1]: The field the object should be a JSON object, and it is 7.',
      'b.yaml, document 2: The field apiVersion should be a string that is not empty, and it is absent.',
      expect.stringMatching(/^gone\.yaml: cannot be read \(ENOENT.*\)\.$/),
    ]);
  });

  it.each([
    [3, failed, []],
    [0, waiting, []],
    [3, waiting, ['--fail-on', 'progressing']],
    [0, waiting + '---\n' + failed, ['--fail-on=none']],
    [3, deployment('old').replace('apps/v1', 'apps/v1beta1'), []],
    [0, '', []],
  ])('ends with %i', async (code, text, args) => {
    expect(await health({ 'a.yaml': text }, '-f', 'a.yaml', ...args)).toMatchObject({ code, stderr: '' });
  });

  it.each([
    [[], /^health: name one or more files with -f, or - for standard input;/],
    [['-f', 'a', '--fail-on', 'sometimes'], /--fail-on takes one of degraded, progressing, none/],
    [['-f', 'a', '--fail-on'], /--fail-on takes one of/],
    [['-f', 'a', '--quick'], /there is no option --quick/],
    [['-f', '-', '-f', '-'], /standard input can be read once/],
  ])('does not understand %j', async (args, said) => {
    expect(await health({}, ...args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(said) as string,
    });
  });

  it('helps', async () => {
    expect(await health({}, '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--fail-on degraded|progressing|none') as string,
    });
  });
});

describe("users' health scripts", () => {
  it('come from an argocd-cm among the manifests, whatever the order, and win over the built-in rule', async () => {
    const data = `  resource.customizations.health.apps_Deployment: |\n    return {status = "Suspended", message = "as I say"}\n`;
    const { facts, code } = await health(
      { 'a.yaml': deployment('one'), 'cm.yaml': argoConfig(data) },
      '-f',
      'a.yaml',
      'cm.yaml',
    );
    expect(facts).toMatchObject([
      { status: 'Suspended', reason: 'lua.apps_Deployment', message: 'as I say' },
    ]);
    expect(code).toBe(0);
  });

  it('come from a ConfigMap that is named, by pattern too; the ConfigMap is not judged', async () => {
    const data = `  resource.customizations: |\n    "*.example/*":\n      health.lua: |\n        ${script.replaceAll('\n', '\n        ')}\n`;
    const { facts, code } = await health(
      { 'a.yaml': `${backup('x', 'Healthy')}---\n${backup('y', 'Degraded')}`, 'cm.yaml': argoConfig(data) },
      '-f',
      'a.yaml',
      '--config',
      'cm.yaml',
    );
    expect(facts.map(({ status, message }) => [status, message])).toEqual([
      ['Healthy', 'Backup x'],
      ['Degraded', 'Backup y'],
    ]);
    expect(code).toBe(3);
  });

  it.each(['shop.example_Backup.lua', 'shop.example/Backup/health.lua', 'shop.example_Backup=any.lua'])(
    'come from a file: --lua %s',
    async (value) => {
      const file = value.slice(value.indexOf('=') + 1);
      const { facts } = await health(
        { 'a.yaml': backup('x', 'Healthy'), [file]: script },
        '-f',
        'a.yaml',
        '--lua',
        value,
      );
      expect(facts).toMatchObject([{ status: 'Healthy', reason: 'lua.shop.example_Backup' }]);
    },
  );

  it('that fail make the object Unknown, with what went wrong', async () => {
    const { facts, code, stderr } = await health(
      { 'a.yaml': backup('x', 'Sleeping'), 'shop.example_Backup.lua': script },
      '-f',
      'a.yaml',
      '--lua',
      'shop.example_Backup.lua',
    );
    expect(facts).toMatchObject([
      {
        status: 'Unknown',
        message:
          'The health script of shop.example/Backup failed: the script\'s status is no health: "Sleeping".',
      },
    ]);
    expect([code, stderr]).toEqual([3, '']);
  });

  it('do not run for objects that are being deleted, and may return no verdict', async () => {
    const leaving = backup('x', 'Healthy').replace(
      'name: x',
      'name: x, deletionTimestamp: 2026-03-06T07:00:00Z',
    );
    const { facts } = await health(
      { 'a.yaml': `${leaving}---\n${backup('y', 'Healthy')}`, 'shop.example_Backup.lua': 'return nil' },
      '-f',
      'a.yaml',
      '--lua',
      'shop.example_Backup.lua',
    );
    expect(facts).toMatchObject([{ name: 'x', status: 'Progressing', reason: 'backup.pending-deletion' }]);
  });

  it('that are set wrongly are reported with file, document and field', async () => {
    const data = '  resource.customizations: "a: ["\n';
    const { code, stderr, facts } = await health(
      { 'a.yaml': deployment('one'), 'cm.yaml': argoConfig(data) },
      '-f',
      'a.yaml',
      '--config',
      'cm.yaml',
    );
    expect(stderr).toMatch(
      /^cm\.yaml, document 1, data\[resource\.customizations\]: expected YAML \(.*\)\.\n$/,
    );
    expect([code, facts.length]).toEqual([1, 1]);
  });
});

describe('the command as a program', () => {
  it('reads standard input and needs no settings', async () => {
    const run = promisify(execFile)('node', [join(root, 'cli/pilothouse.mjs'), 'health', '-f', '-'], {
      env: { NODE_ENV: 'test', PATH: process.env['PATH'] ?? '' },
      cwd: tmpdir(),
    });
    run.child.stdin?.end(failed);
    const ended = await run.catch(
      (error: unknown) => error as { code: number; stdout: string; stderr: string },
    );
    expect(ended).toMatchObject({ code: 3, stderr: '' });
    expect(JSON.parse(ended.stdout)).toMatchObject({ name: 'search', status: 'Degraded' });
  }, 30_000);
});
