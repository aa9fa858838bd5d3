import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { configSchema, webhookSchema, type Config, type Webhook } from '@/lib/model';

/** The environment's variables, as `process.env` holds them. */
export type Env = Readonly<Record<string, string | undefined>>;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** The validated settings of the process. No other code reads the environment. */
export interface Settings {
  readonly host: string;
  /** 0: any free port, which the launcher chooses. */
  readonly port: number;
  /** Whether only this machine can reach `host`. */
  readonly loopback: boolean;
  /** NEXTAUTH_URL without a trailing slash: the address that browsers use. Null: that of `host` and `port`. */
  readonly publicUrl: string | null;
  /** Null: the launcher starts a PostgreSQL of its own in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Kubeconfig files in kubectl's order; null: the service account of the pod. */
  readonly kubeconfig: readonly string[] | null;
  readonly config: Config;
  /** Where each rule of `config.notifications` posts to, and the secret that it signs with, by the rule's name. */
  readonly webhooks: ReadonlyMap<string, Webhook>;
  /** The bearer token of each source of `config.metrics` that has one, by its address. */
  readonly metricsTokens: ReadonlyMap<string, string>;
  /** Null only where the launcher makes one: on loopback. */
  readonly sessionSecret: string | null;
  readonly bootstrapToken: string | null;
  /** Whether expensive checks are on: objects of the store are frozen. */
  readonly development: boolean;
  /** Whether the demo's personas may sign in. */
  readonly demo: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

export type SettingsResult = { readonly ok: Settings } | { readonly error: string };

/** Facts of the machine, for defaults of unset variables. */
export interface Machine {
  readonly hostname: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly root: boolean;
}

/** The least length of a secret that messages are signed with. */
const SECRET_LENGTH_MIN = 16;

const OIDC = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'GROUPS_CLAIM'].map(
  (name) => `PILOTHOUSE_OIDC_${name}`,
);
const strongEnough = (value: string) => value.length >= 32 && new Set(value).size >= 10;

const url = (protocols: readonly string[], expected: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), expected);

const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'expected a whole number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'expected a whole number from 0 to 65535')
    .default(3000),
  HOSTNAME: z
    .string()
    .regex(/^[\w.:-]+$/, 'expected an address or a host name, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  DATABASE_URL: url(
    ['postgres:', 'postgresql:'],
    'expected a PostgreSQL URL, such as postgresql://user:password@host:5432/pilothouse',
  ).optional(),
  NEXTAUTH_URL: url(
    ['http:', 'https:'],
    'expected the address that browsers use, such as https://pilothouse.example.com',
  ).optional(),
  NEXTAUTH_SECRET: z.string().optional(),
  PILOTHOUSE_BOOTSTRAP_TOKEN: z
    .string()
    .min(32, 'expected at least 32 characters (openssl rand -hex 32 makes one)')
    .optional(),
  PILOTHOUSE_DATA_DIR: z.string().optional(),
  PILOTHOUSE_CONFIG: z.string().optional(),
  PILOTHOUSE_DEMO: z.enum(['0', '1'], 'expected 1 or 0').optional(),
  KUBECONFIG: z.string().optional(),
  KUBERNETES_SERVICE_HOST: z.string().optional(),
  NODE_ENV: z.string().optional(),
  XDG_DATA_HOME: z.string().optional(),
  LOCALAPPDATA: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
});
type Variables = z.infer<typeof variables>;

/** The settings of this process. */
export function readProcessSettings(): SettingsResult {
  return readSettings(process.env);
}

/**
 * Reads every setting and the file of PILOTHOUSE_CONFIG. On a mistake the answer is one line that names the variable (or
 * the file and its field) and what it should be; it never holds the value of a secret.
 */
export function readSettings(env: Env, machine: Machine = thisMachine()): SettingsResult {
  // An empty variable counts as unset, as in a shell's `${NAME:-default}`.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  // Shells and container engines set HOSTNAME to the machine's own name: that is not a wish to listen there.
  if (given.HOSTNAME === machine.hostname) delete given.HOSTNAME;
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { error: `${String(issue?.path[0])}: ${issue?.message ?? 'not valid'}.` };
  }
  const error = firstContradiction(parsed.data, given);
  if (error !== null) return { error };
  const config = readConfig(parsed.data.PILOTHOUSE_CONFIG);
  if ('error' in config) return config;
  const webhooks = readWebhooks(config.ok, given);
  if ('error' in webhooks) return webhooks;
  const tokens = readMetricsTokens(config.ok, given);
  if ('error' in tokens) return tokens;
  const settled = settle(parsed.data, config.ok, machine);
  return { ok: { ...settled, webhooks: webhooks.ok, metricsTokens: tokens.ok } };
}

/** The tokens of metrics sources, from the variables that they name. */
function readMetricsTokens(
  { metrics }: Config,
  given: Env,
): { readonly ok: ReadonlyMap<string, string> } | { readonly error: string } {
  const tokens = new Map<string, string>();
  for (const { url, bearerTokenEnv } of metrics) {
    if (bearerTokenEnv === undefined) continue;
    const token = given[bearerTokenEnv]?.trim();
    if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) {
      const what = token === undefined ? 'not set' : 'no token (it holds what no header can carry)';
      return { error: `${bearerTokenEnv}: ${what}; the metrics of ${url} are read with it.` };
    }
    tokens.set(url, token);
  }
  return { ok: tokens };
}

/** The addresses and secrets of notification rules, from the variables that they name. */
function readWebhooks(
  { notifications }: Config,
  given: Env,
): { readonly ok: ReadonlyMap<string, Webhook> } | { readonly error: string } {
  const webhooks = new Map<string, Webhook>();
  for (const { name, webhook, webhookEnv, secretEnv } of notifications) {
    const secret = given[secretEnv];
    if (secret === undefined || secret.length < SECRET_LENGTH_MIN) {
      const what = secret === undefined ? 'not set' : 'too short';
      return {
        error: `${secretEnv}: ${what}; the notification rule ${name} signs with it, so it needs at least ${SECRET_LENGTH_MIN} characters (openssl rand -hex 32 makes one).`,
      };
    }
    const url = webhookSchema.safeParse(webhook ?? given[webhookEnv ?? '']);
    if (!url.success) {
      return {
        error: `${webhookEnv ?? name}: expected the address that the notification rule ${name} posts to.`,
      };
    }
    webhooks.set(name, { url: url.data, secret });
  }
  return { ok: webhooks };
}

function settle(
  v: Variables,
  config: Config,
  machine: Machine,
): Omit<Settings, 'webhooks' | 'metricsTokens'> {
  return {
    host: v.HOSTNAME,
    port: v.PORT,
    loopback: isLoopback(v.HOSTNAME),
    publicUrl: v.NEXTAUTH_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: v.DATABASE_URL ?? null,
    dataDir: path.resolve(/* turbopackIgnore: true */ v.PILOTHOUSE_DATA_DIR ?? defaultDataDir(v, machine)),
    kubeconfig: kubeconfigFiles(v, machine),
    config,
    sessionSecret: v.NEXTAUTH_SECRET ?? null,
    bootstrapToken: v.PILOTHOUSE_BOOTSTRAP_TOKEN ?? null,
    development: v.NODE_ENV === 'development',
    demo: v.PILOTHOUSE_DEMO === '1',
    logLevel: v.LOG_LEVEL,
  };
}

/** An error where settings contradict each other; null: none. */
function firstContradiction(v: Variables, given: Env): string | null {
  if (v.KUBERNETES_SERVICE_HOST !== undefined && v.DATABASE_URL === undefined) {
    return 'DATABASE_URL: not set; in a pod Pilothouse starts no PostgreSQL of its own, set it to postgresql://user:password@host:5432/pilothouse.';
  }
  const oidc = OIDC.find((name) => given[name] !== undefined);
  if (oidc !== undefined) return `${oidc}: this version has no OIDC sign-in; unset it.`;
  if (isLoopback(v.HOSTNAME)) return null;
  const open = `HOSTNAME is ${v.HOSTNAME}, which other machines can reach`;
  if (v.PILOTHOUSE_DEMO === '1') {
    return `PILOTHOUSE_DEMO: ${open}; the demo's personas sign in without a password, so it serves only on 127.0.0.1.`;
  }
  if (v.NEXTAUTH_SECRET === undefined || !strongEnough(v.NEXTAUTH_SECRET)) {
    const what = v.NEXTAUTH_SECRET === undefined ? 'not set' : 'too weak';
    return `NEXTAUTH_SECRET: ${what}; ${open}, so it needs at least 32 random characters (openssl rand -hex 32 makes one).`;
  }
  if (v.NEXTAUTH_URL === undefined) {
    return `NEXTAUTH_URL: not set; ${open}, so set it to the address that browsers use, such as https://pilothouse.example.com.`;
  }
  return null;
}

/** 127.0.0.0/8 and ::1 (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3), and the name `localhost`. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** As kubectl: KUBECONFIG's list, else ~/.kube/config; in a pod without either, the service account. */
function kubeconfigFiles(v: Variables, machine: Machine): readonly string[] | null {
  const listed = (v.KUBECONFIG ?? '').split(path.delimiter).filter((file) => file !== '');
  if (listed.length > 0) return listed.map((file) => path.resolve(/* turbopackIgnore: true */ file));
  const usual = path.join(/* turbopackIgnore: true */ machine.home, '.kube', 'config');
  return v.KUBERNETES_SERVICE_HOST !== undefined && !existsSync(/* turbopackIgnore: true */ usual)
    ? null
    : [usual];
}

/** The user's data folder; root's is /var/lib (FHS 5.8), since the `postgres` user may not enter /root. */
function defaultDataDir(v: Variables, machine: Machine): string {
  if (v.XDG_DATA_HOME !== undefined)
    return path.join(/* turbopackIgnore: true */ v.XDG_DATA_HOME, 'pilothouse');
  if (machine.platform === 'win32') {
    return path.join(
      /* turbopackIgnore: true */ v.LOCALAPPDATA ??
        path.join(/* turbopackIgnore: true */ machine.home, 'AppData', 'Local'),
      'Pilothouse',
    );
  }
  if (machine.platform === 'darwin') {
    return path.join(
      /* turbopackIgnore: true */ machine.home,
      'Library',
      'Application Support',
      'Pilothouse',
    );
  }
  return machine.root
    ? '/var/lib/pilothouse'
    : path.join(/* turbopackIgnore: true */ machine.home, '.local', 'share', 'pilothouse');
}

function readConfig(file: string | undefined): { readonly ok: Config } | { readonly error: string } {
  if (file === undefined) return { ok: configSchema.parse({}) };
  const wrong = (what: string) => ({ error: `PILOTHOUSE_CONFIG: ${file}: ${what}` });
  let content: unknown;
  try {
    content = parseYaml(readFileSync(/* turbopackIgnore: true */ file, 'utf8')) ?? {};
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return wrong('there is no such file.');
    return wrong(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read.');
  }
  const parsed = configSchema.safeParse(content);
  if (parsed.success) return { ok: parsed.data };
  const issue = parsed.error.issues[0];
  return wrong(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not valid'}.`);
}

function thisMachine(): Machine {
  return {
    hostname: os.hostname(),
    home: os.homedir(),
    platform: process.platform,
    root: process.getuid?.() === 0,
  };
}
