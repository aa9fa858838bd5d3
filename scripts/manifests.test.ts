import { describe, expect, it } from 'vitest';
import { main } from '@/cli/main';
import { manifest, publishedBoutique, STAND_IN } from '@/e2e/fixtures';

/** Runs `pilothouse` on files, and parses what it prints. */
async function pilothouse(command: 'health' | 'topology', ...files: string[]) {
  let stdout = '';
  let stderr = '';
  const words = files.flatMap((file) => ['-f', file]);
  const code = await main(
    [command, ...words],
    {},
    {
      stdout: (text) => (stdout += text),
      stderr: (text) => (stderr += text),
    },
  );
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { code, stderr, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

async function verdicts(name: string): Promise<string[]> {
  const { lines } = await pilothouse('health', manifest(name));
  return lines.map((line) => `${String(line.kind)} ${String(line.name)}: ${String(line.status)}`);
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly evidence: readonly { readonly value: string | null }[];
}

async function edges(...files: string[]): Promise<string[]> {
  const { lines } = await pilothouse('topology', ...files);
  return (lines as unknown as Edge[])
    .map(({ from, to, kind, evidence }) => `${from} ${kind} ${to}: ${evidence[0]?.value ?? ''}`)
    .sort();
}

describe('the health of the manifests of e2e', () => {
  it('is judged for each kind of workload', async () => {
    expect(await verdicts('workloads')).toEqual([
      'Deployment orders: Healthy',
      'Deployment quotes: Degraded',
      'StatefulSet ledger-db: Healthy',
      'DaemonSet node-metrics: Progressing',
      'Job close-the-day: Degraded',
      'CronJob statements: Suspended',
      'Pod by-hand: Degraded',
      'Rollout checkout: Suspended',
    ]);
  });

  it('is judged for Services, routes and gateways that have a rule', async () => {
    expect(await verdicts('network')).toEqual([
      'Service orders: Healthy',
      'Service quotes: Healthy',
      'Service ledger-db: Healthy',
      'EndpointSlice orders-x1: Healthy',
      'Ingress orders: Healthy',
      'Gateway public: Healthy',
      'HTTPRoute orders: Degraded',
      'GRPCRoute quotes: Progressing',
    ]);
  });

  it('is judged for the items of a List; what has no condition has no verdict', async () => {
    expect(await verdicts('list')).toEqual([
      'HorizontalPodAutoscaler orders: Healthy',
      'PodDisruptionBudget orders: Progressing',
      'ResourceQuota trade: Healthy',
      'PersistentVolumeClaim data-ledger-db-0: Progressing',
      'Node node-1: Healthy',
      'Namespace trade: Healthy',
      'CustomResourceDefinition backups.ops.example: Healthy',
      'APIService v1beta1.metrics.k8s.io: Progressing',
      'Backup nightly: Healthy',
    ]);
  });

  it('names each object that cannot be read, and judges the others', async () => {
    const { code, stderr, lines } = await pilothouse('health', manifest('broken'));
    expect(code).toBe(1);
    expect(lines).toMatchObject([{ name: 'good', status: 'Healthy' }]);
    const fields = [
      /document 2: .*\bkind\b/,
      /document 3: .*list/,
      /document 4: .*metadata\.name/,
      /document 5: .*spec\.replicas/,
    ];
    const problems = stderr.trim().split('\n');
    expect(problems).toHaveLength(fields.length);
    fields.forEach((field, index) => expect(problems[index]).toMatch(field));
  });

  it('fails a pipeline that it is a step of', async () => {
    expect((await pilothouse('health', manifest('workloads'))).code).toBe(3);
    expect((await pilothouse('health', manifest('list'))).code).toBe(0);
  });
});

describe('the topology of the manifests of e2e', () => {
  it('has calls, routes of each kind and selections, without a password', async () => {
    expect(await edges(manifest('workloads'), manifest('network'))).toEqual(
      [
        'deployment:trade/orders calls service:trade/ledger-db: postgres://…@ledger-db:5432/orders',
        'deployment:trade/orders calls service:trade/quotes: quotes:9000',
        'grpcroute:trade/quotes routes service:trade/quotes: quotes.example.com (through public)',
        'httproute:trade/orders routes service:trade/orders: shop.example.com (through public)',
        'ingress:trade/orders routes service:trade/orders: orders.example.com/',
        'service:trade/ledger-db selects statefulset:trade/ledger-db: app=ledger-db',
        'service:trade/orders selects deployment:trade/orders: app=orders',
        'service:trade/quotes selects deployment:trade/quotes: app=quotes',
        'virtualservice:trade/orders routes service:trade/orders: trade.example.com (through istio-system/edge)',
      ].sort(),
    );
  });

  it('has the sixteen calls of the shop', async () => {
    const calls = (await edges(STAND_IN)).filter((edge) => edge.includes(' calls '));
    expect(calls).toHaveLength(16);
    expect(calls).toContain(
      'deployment:default/frontend calls service:default/cartservice: cartservice:7070',
    );
  });

  const published = publishedBoutique();
  it.skipIf(published === null)(
    'is the same for the stand-in as for Online Boutique as it is published (../shared/fixtures)',
    async () => {
      expect(await edges(STAND_IN)).toEqual(await edges(published ?? ''));
    },
  );
});
