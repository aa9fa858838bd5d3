import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { main } from './main';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** Runs the command on files of one folder; arguments that name one of them become its path. */
async function topology(files: Record<string, string>, ...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-topology-'));
  undo.push(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  let stdout = '';
  let stderr = '';
  const code = await main(
    ['topology', ...args.map((arg) => (arg in files ? join(folder, arg) : arg))],
    {},
    { stdout: (text) => (stdout += text), stderr: (text) => (stderr += text) },
  );
  return { code, stdout, stderr: stderr.replaceAll(`${folder}/`, '') };
}

const workload = (name: string, env = '[]') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: shop}, spec: {template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: web, image: 'x:1', env: ${env}}]}}}}\n---\n`;
const service = (name: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: shop}, spec: {selector: {app: ${name}}, ports: [{port: 80}]}}\n---\n`;
const shop =
  workload('web', "[{name: CART_URL, value: 'http://u:secret@cart:80'}]") +
  workload('cart') +
  service('cart');
const catalog = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: web}
spec: {type: service, lifecycle: production, owner: shop, dependsOn: ['component:cart', 'component:mail']}
`;

describe('pilothouse topology', () => {
  it('prints a line for each edge, with its evidence', async () => {
    const { code, stdout, stderr } = await topology({ 'shop.yaml': shop }, '-f', 'shop.yaml');
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        from: 'deployment:shop/web',
        to: 'service:shop/cart',
        kind: 'calls',
        evidence: [
          {
            source: 'configured',
            detail: 'Deployment shop/web, containers[web].env[CART_URL]: http://…@cart:80',
            object: 'Deployment shop/web',
            field: 'containers[web].env[CART_URL]',
            value: 'http://…@cart:80',
            cluster: null,
            observedAt: null,
          },
        ],
      },
      expect.objectContaining({ from: 'service:shop/cart', to: 'deployment:shop/cart', kind: 'selects' }),
    ]);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('joins what the catalog declares', async () => {
    const { stdout } = await topology(
      { 'shop.yaml': shop, 'c.yaml': catalog },
      '-f',
      'shop.yaml',
      '--catalog',
      'c.yaml',
    );
    const edges = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { to: string; kind: string; evidence: { source: string }[] });
    expect(
      edges
        .filter(({ kind }) => kind === 'calls')
        .map(({ to, evidence }) => [to, evidence.map(({ source }) => source)]),
    ).toEqual([
      ['component:default/mail', ['declared']],
      ['service:shop/cart', ['configured', 'declared']],
    ]);
  });

  it('prints diagrams, in which names are text', async () => {
    const hostile = shop.replaceAll('name: cart,', "name: 'cart\"];click',");
    const { stdout } = await topology({ 'shop.yaml': shop }, '-f', 'shop.yaml', '--format', 'mermaid');
    expect(stdout).toBe(
      'flowchart LR\n  n0["web<br/>Deployment"]\n  n1["cart<br/>Deployment"]\n  n2["cart<br/>Service"]\n  n0 -->|calls| n2\n  n2 -->|selects| n1\n',
    );
    const drawn = await topology({ 'shop.yaml': hostile }, '-f', 'shop.yaml', '--format=mermaid');
    expect(drawn.stdout).toContain('["cart#34;#93;#59;click<br/>Deployment"]');
    const dot = await topology({ 'shop.yaml': hostile }, '-f', 'shop.yaml', '--format=dot');
    expect(dot.stdout).toContain('[label="cart\\"];click\\nDeployment"];');
  });

  it('reports what could not be read, and lists the rest', async () => {
    const broken = 'apiVersion: v1\nkind: Service\nmetadata: {}\n---\n';
    const { code, stdout, stderr } = await topology(
      { 'shop.yaml': broken + shop },
      '-f',
      'shop.yaml',
      'nowhere.yaml',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('shop.yaml, document 1: The field metadata.name should be');
    expect(stderr).toContain('nowhere.yaml: cannot be read');
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });

  it.each([
    [['--depth', '2'], 'there is no option --depth'],
    [['-f', 'a.yaml', '--format', 'png'], '--format takes one of jsonl, json, mermaid, dot'],
    [['--format'], '--format takes one of jsonl, json, mermaid, dot'],
    [[], 'name one or more files with -f, or - for standard input'],
    [['-f', '-', '--catalog', '-'], 'standard input can be read once'],
  ])('does not understand %j', async (args, says) => {
    const { code, stderr } = await topology({}, ...args);
    expect([code, stderr]).toEqual([2, `topology: ${says}; see pilothouse topology --help.\n`]);
  });

  it('has help', async () => {
    expect((await topology({}, '--help')).stdout).toContain('pilothouse topology -f FILE…');
  });
});
