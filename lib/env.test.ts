import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, type Env, type Machine, type Settings } from './env';

const machine: Machine = { hostname: 'box', home: '/home/ann', platform: 'linux', root: false };
const STRONG = '4f1d0c9be7a2835641d0c9be7a28356f';

function settings(env: Env, on = machine): Settings {
  const result = readSettings(env, on);
  if ('error' in result) throw new Error(result.error);
  return result.ok;
}

function mistake(env: Env): string {
  const result = readSettings(env, machine);
  return 'error' in result ? result.error : 'no mistake was found';
}

function configFile(text: string): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'pilothouse-env-')), 'config.yaml');
  writeFileSync(file, text);
  return file;
}

describe('readSettings', () => {
  it('serves on loopback with nothing set', () => {
    expect(settings({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      loopback: true,
      publicUrl: null,
      databaseUrl: null,
      dataDir: '/home/ann/.local/share/pilothouse',
      kubeconfig: ['/home/ann/.kube/config'],
      sessionSecret: null,
      bootstrapToken: null,
      demo: false,
      logLevel: 'info',
      config: { clusters: [], environments: [] },
    });
  });

  it('reads a list of kubeconfig files in their order', () => {
    expect(settings({ KUBECONFIG: '/a/one:/b/two' }).kubeconfig).toEqual(['/a/one', '/b/two']);
  });

  it('uses the service account in a pod without a kubeconfig', () => {
    const env = { KUBERNETES_SERVICE_HOST: '10.96.0.1', DATABASE_URL: 'postgresql://db/pilothouse' };
    expect(settings(env).kubeconfig).toBeNull();
    expect(settings({ ...env, KUBECONFIG: '/a/one' }).kubeconfig).toEqual(['/a/one']);
  });

  it('ignores a HOSTNAME that is the name of the machine, as shells set it', () => {
    expect(settings({ HOSTNAME: 'box' }).host).toBe('127.0.0.1');
    expect(settings({ HOSTNAME: 'localhost' }).loopback).toBe(true);
  });

  it('takes an empty variable as unset', () => {
    expect(settings({ PORT: '', DATABASE_URL: ' ', PILOTHOUSE_BOOTSTRAP_TOKEN: '' }).port).toBe(3000);
  });

  it('chooses the data folder as the platform does', () => {
    expect(settings({ XDG_DATA_HOME: '/data' }).dataDir).toBe('/data/pilothouse');
    expect(settings({}, { ...machine, root: true }).dataDir).toBe('/var/lib/pilothouse');
    expect(settings({}, { ...machine, platform: 'darwin' }).dataDir).toBe(
      '/home/ann/Library/Application Support/Pilothouse',
    );
    expect(settings({ PILOTHOUSE_DATA_DIR: '/srv/p' })).toMatchObject({ dataDir: '/srv/p' });
  });

  it('serves other machines with a strong secret and an address', () => {
    const open = { HOSTNAME: '0.0.0.0', NEXTAUTH_SECRET: STRONG, NEXTAUTH_URL: 'https://p.example.com/' };
    expect(settings(open)).toMatchObject({ loopback: false, publicUrl: 'https://p.example.com' });
  });

  it('reads the environments of the configuration file', () => {
    const file = configFile(
      'environments:\n  - name: production\n    match: [{namespace: "*-prod"}]\n    policy: {approvals: 1}\n',
    );
    expect(settings({ PILOTHOUSE_CONFIG: file }).config.environments[0]?.policy.approvals).toBe(1);
    expect(settings({ PILOTHOUSE_CONFIG: configFile('') }).config.environments).toEqual([]);
  });
});

const open = { HOSTNAME: '0.0.0.0', NEXTAUTH_SECRET: STRONG, NEXTAUTH_URL: 'https://p.example.com' };

describe('a mistake in the settings is one line that names it', () => {
  it.each<[string, Env, RegExp]>([
    ['a port that is no number', { PORT: 'http' }, /^PORT: expected a whole number from 0 to 65535\.$/],
    ['a port beyond the last', { PORT: '65536' }, /^PORT: expected a whole number from 0 to 65535\.$/],
    ['a host with a space', { HOSTNAME: 'my host' }, /^HOSTNAME: expected an address or a host name/],
    [
      'a database that is no PostgreSQL',
      { DATABASE_URL: 'mysql://db/x' },
      /^DATABASE_URL: expected a PostgreSQL URL/,
    ],
    ['a database that is no URL', { DATABASE_URL: 'db' }, /^DATABASE_URL: expected a PostgreSQL URL/],
    ['an address without a scheme', { NEXTAUTH_URL: 'p.example.com' }, /^NEXTAUTH_URL: expected the address/],
    [
      'a short token',
      { PILOTHOUSE_BOOTSTRAP_TOKEN: 'hunter2' },
      /^PILOTHOUSE_BOOTSTRAP_TOKEN: expected at least 32/,
    ],
    ['a demo that is neither on nor off', { PILOTHOUSE_DEMO: 'yes' }, /^PILOTHOUSE_DEMO: expected 1 or 0\.$/],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL: expected one of trace, debug, info/],
    [
      'a pod without a database',
      { KUBERNETES_SERVICE_HOST: '10.96.0.1' },
      /^DATABASE_URL: not set; in a pod/,
    ],
    ['no secret on an open address', { ...open, NEXTAUTH_SECRET: undefined }, /^NEXTAUTH_SECRET: not set;/],
    [
      'a short secret on an open address',
      { ...open, NEXTAUTH_SECRET: 'secret' },
      /^NEXTAUTH_SECRET: too weak;/,
    ],
    ['a monotonous secret', { ...open, NEXTAUTH_SECRET: 'a'.repeat(64) }, /^NEXTAUTH_SECRET: too weak;/],
    ['no address on an open host', { ...open, NEXTAUTH_URL: undefined }, /^NEXTAUTH_URL: not set;/],
    [
      'the demo on an open address',
      { ...open, PILOTHOUSE_DEMO: '1' },
      /^PILOTHOUSE_DEMO: HOSTNAME is 0\.0\.0\.0/,
    ],
    [
      'OIDC, which is not there yet',
      { PILOTHOUSE_OIDC_ISSUER: 'https://id' },
      /^PILOTHOUSE_OIDC_ISSUER: .*unset it/,
    ],
    [
      'a configuration that is not there',
      { PILOTHOUSE_CONFIG: '/no/such.yaml' },
      /^PILOTHOUSE_CONFIG: \/no\/such\.yaml: there is no/,
    ],
  ])('%s', (_name, env, line) => {
    const error = mistake(env);
    expect(error).toMatch(line);
    expect(error).not.toContain('\n');
  });

  it('names the field of the configuration file', () => {
    const file = configFile('environments:\n  - name: Production\n    match: [{cluster: x}]\n');
    expect(mistake({ PILOTHOUSE_CONFIG: file })).toBe(
      `PILOTHOUSE_CONFIG: ${file}: environments.0.name: lower-case letters, digits and dashes.`,
    );
    const typo = configFile('enviroments: []\n');
    expect(mistake({ PILOTHOUSE_CONFIG: typo })).toContain('"enviroments"');
    const broken = configFile('environments: [\n');
    expect(mistake({ PILOTHOUSE_CONFIG: broken })).toMatch(/^PILOTHOUSE_CONFIG: \S+: \S.* at line \d/);
  });

  it('never repeats a secret', () => {
    const password = 'correct-horse';
    expect(mistake({ DATABASE_URL: `mysql://u:${password}@db/x` })).not.toContain(password);
    expect(mistake({ PILOTHOUSE_BOOTSTRAP_TOKEN: password })).not.toContain(password);
  });
});

describe('notification rules', () => {
  const rule = (more = '') => `notifications:
  - name: on-call
    secretEnv: HOOK_SECRET
    ${more || 'webhook: https://hooks.example.com/T1'}
`;
  const withRule = (text: string, env: Env = {}): Env => ({ PILOTHOUSE_CONFIG: configFile(text), ...env });

  it('have their secrets and addresses from the variables that they name', () => {
    expect(settings(withRule(rule(), { HOOK_SECRET: STRONG })).webhooks.get('on-call')).toEqual({
      url: 'https://hooks.example.com/T1',
      secret: STRONG,
    });
    const env = { HOOK_SECRET: STRONG, HOOK_URL: 'https://hooks.example.com/T2' };
    expect(settings(withRule(rule('webhookEnv: HOOK_URL'), env)).webhooks.get('on-call')?.url).toBe(
      'https://hooks.example.com/T2',
    );
  });

  it('wait a minute and send recoveries by default', () => {
    const [made] = settings(withRule(rule(), { HOOK_SECRET: STRONG })).config.notifications;
    expect(made).toMatchObject({
      match: { severities: ['Degraded', 'Missing'] },
      recovered: true,
      minDurationSeconds: 60,
      notDuringRollout: false,
    });
  });

  it('are refused where something is missing', () => {
    expect(mistake(withRule(rule()))).toMatch(/^HOOK_SECRET: not set; the notification rule on-call signs/);
    expect(mistake(withRule(rule(), { HOOK_SECRET: 'short' }))).toMatch(/^HOOK_SECRET: too short/);
    expect(mistake(withRule(rule('webhookEnv: HOOK_URL'), { HOOK_SECRET: STRONG }))).toMatch(/^HOOK_URL: /);
    expect(mistake(withRule(rule('webhook: ftp://example.com')))).toMatch(
      /notifications\.0\.webhook: an http or https address\.$/,
    );
    expect(mistake(withRule(rule('recovered: true')))).toMatch(/webhook or webhookEnv, one of the two\.$/);
    expect(mistake(withRule(rule() + rule().replace('notifications:\n', '')))).toMatch(
      /notifications: rules with names of their own\.$/,
    );
  });

  it('never show a secret in an error', () => {
    expect(mistake(withRule(rule(), { HOOK_SECRET: 'hunter2' }))).not.toContain('hunter2');
  });
});

it('keeps the history as long as the settings say', () => {
  expect(settings({}).config.history).toEqual({ transitionsDays: 90, eventsDays: 7, readinessHours: 48 });
  expect(settings({ PILOTHOUSE_CONFIG: configFile('history: { eventsDays: 14 }') }).config.history).toEqual({
    transitionsDays: 90,
    eventsDays: 14,
    readinessHours: 48,
  });
  expect(mistake({ PILOTHOUSE_CONFIG: configFile('history: { eventsDays: 0 }') })).toMatch(
    /history\.eventsDays/,
  );
});

describe('metrics', () => {
  const METRICS = 'http://prometheus.monitoring:9090';
  const withMetrics = (more = '', env: Env = {}): Env => ({
    PILOTHOUSE_CONFIG: configFile(`metrics:\n  - url: ${METRICS}\n    ${more || 'intervalSeconds: 30'}\n`),
    ...env,
  });

  it('are of every kind and cluster, twice a minute, by default', () => {
    expect(settings(withMetrics()).config.metrics).toEqual([
      {
        url: METRICS,
        kinds: ['istio', 'linkerd', 'hubble', 'opentelemetry'],
        intervalSeconds: 30,
        timeoutSeconds: 10,
      },
    ]);
    expect(settings({}).config.metrics).toEqual([]);
  });

  it('have their token from the variable that they name', () => {
    const token = withMetrics('bearerTokenEnv: PROMETHEUS_TOKEN', { PROMETHEUS_TOKEN: ' t0ken\n' });
    expect(settings(token).metricsTokens).toEqual(new Map([[METRICS, 't0ken']]));
    expect(mistake(withMetrics('bearerTokenEnv: PROMETHEUS_TOKEN'))).toMatch(/^PROMETHEUS_TOKEN: not set; /);
    const broken = withMetrics('bearerTokenEnv: PROMETHEUS_TOKEN', {
      PROMETHEUS_TOKEN: 'hunter2\nX-More: 1',
    });
    expect(mistake(broken)).toMatch(/^PROMETHEUS_TOKEN: no token/);
    expect(mistake(broken)).not.toContain('hunter2');
  });

  it.each([
    ['url: http://ann:hunter2@prometheus:9090', /metrics\.0\.url: an address without user and password\.$/],
    ['url: ftp://prometheus', /metrics\.0\.url: an http or https address\.$/],
    ['url: http://prometheus?token=hunter2', /metrics\.0\.url: an address without query and fragment\.$/],
    [`url: ${METRICS}\n    intervalSeconds: 1`, /metrics\.0\.intervalSeconds: /],
    [`url: ${METRICS}\n    kinds: [envoy]`, /metrics\.0\.kinds\.0: /],
    [`url: ${METRICS}\n    clusterLabel: 'a) or vector(1'`, /metrics\.0\.clusterLabel: the name of a label/],
    [`url: ${METRICS}\n  - url: ${METRICS}`, /metrics: each address once\.$/],
  ])('are refused with %s', (entry, line) => {
    const error = mistake({ PILOTHOUSE_CONFIG: configFile(`metrics:\n  - ${entry}\n`) });
    expect(error).toMatch(line);
    expect(error).not.toContain('hunter2');
  });
});
