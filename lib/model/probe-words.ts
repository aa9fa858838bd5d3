import type { EndpointProbe } from './probe';

export type ReadProbe =
  | { readonly ok: true; readonly probe: EndpointProbe }
  /** The field, and what was expected, without a dot at its end. */
  | { readonly ok: false; readonly problem: string };

const LENGTH_MAX = 500;

/** The defaults: the interval and thresholds of a kubelet's probe (kubernetes.io/docs/tasks/configure-pod-container). */
const PROBE_DEFAULTS = { intervalMs: 10_000, timeoutMs: 2000, healthy: 1, unhealthy: 3 } as const;

const INTERVAL_MS = { min: 1000, max: 3_600_000 } as const;
const TIMEOUT_MS = { min: 100, max: 60_000 } as const;
const COUNT_MAX = 20;

/**
 * Reads `http:8080/healthz`, `tcp:5432` or `grpc:9000/shop.Cart`, and after it in any order `interval=10s`, `timeout=2s`, `healthy=1`,
 * `unhealthy=3`. The port is a number, or the name of a port; without one (`http:/healthz`, `tcp:`) the first of the Service is meant.
 */
export function readProbe(text: string): ReadProbe {
  if (text.length > LENGTH_MAX) return problem(`expected at most ${LENGTH_MAX} characters`);
  const [asked = '', ...options] = text.trim().split(/\s+/);
  const target = readTarget(asked);
  if (typeof target === 'string') return problem(target);
  const read = readOptions(options);
  if (typeof read === 'string') return problem(read);
  if (read.timeoutMs > read.intervalMs) return problem('timeout: expected no more than the interval');
  return { ok: true, probe: { ...target, ...read } };
}

function problem(what: string): ReadProbe {
  return { ok: false, problem: what };
}

const TARGET = /^(http|tcp|grpc):([^/]*)(\/.*)?$/;
/** IANA_SVC_NAME, as the names of ports are. */
const PORT_NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;
const GRPC_SERVICE = /^[\w.-]{0,100}$/;
/** What a request line may hold: printable characters without blanks. */
const HTTP_PATH = /^[\x21-\x7e]{0,300}$/;

/** The target, or a sentence about why the text is not one. */
function readTarget(text: string): Pick<EndpointProbe, 'kind' | 'port' | 'path'> | string {
  const found = TARGET.exec(text);
  if (found === null) return `expected http:8080/healthz, tcp:5432 or grpc:9000, got ${quoted(text)}`;
  const kind = found[1] as EndpointProbe['kind'];
  const port = readPort(found[2] ?? '');
  if (port === undefined) return `port: expected 1 to 65535 or the name of a port, got ${quoted(found[2])}`;
  const path = found[3] ?? '';
  if (kind === 'tcp')
    return path === '' ? { kind, port, path } : `path: expected none of tcp, got ${quoted(path)}`;
  if (kind === 'grpc') {
    const service = path.slice(1);
    return GRPC_SERVICE.test(service)
      ? { kind, port, path: service }
      : `service: expected the name of a gRPC service, such as shop.Cart, got ${quoted(service)}`;
  }
  if (path.startsWith('//'))
    return `host: expected none, for only addresses of its EndpointSlices are asked, got ${quoted(path)}`;
  if (!HTTP_PATH.test(path) || path.includes('#'))
    return `path: expected printable characters without blanks and #, got ${quoted(path)}`;
  return { kind, port, path: path === '' ? '/' : path };
}

/** Undefined where it is neither a number nor a name. */
function readPort(text: string): EndpointProbe['port'] | undefined {
  if (text === '') return null;
  if (PORT_NAME.test(text)) return text;
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535 ? Number(text) : undefined;
}

type Options = Pick<EndpointProbe, 'intervalMs' | 'timeoutMs' | 'healthy' | 'unhealthy'>;

/** How each option is read: the field that it sets with its value, or what was expected. */
const OPTIONS: Readonly<Record<string, (value: string) => Partial<Options> | string>> = {
  interval: (value) =>
    duration(value, INTERVAL_MS, (intervalMs) => ({ intervalMs })) ?? 'expected 1s to 1h, such as 10s',
  timeout: (value) =>
    duration(value, TIMEOUT_MS, (timeoutMs) => ({ timeoutMs })) ?? 'expected 100ms to 60s, such as 2s',
  healthy: (value) => count(value, (healthy) => ({ healthy })),
  unhealthy: (value) => count(value, (unhealthy) => ({ unhealthy })),
};

function readOptions(words: readonly string[]): Options | string {
  let read: Options = PROBE_DEFAULTS;
  const seen = new Set<string>();
  for (const word of words) {
    const [name = '', value, ...rest] = word.split('=');
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (option === undefined || value === undefined || rest.length > 0)
      return `expected interval=, timeout=, healthy= or unhealthy=, got ${quoted(word)}`;
    if (seen.has(name)) return `${name}: expected once`;
    seen.add(name);
    const set = option(value);
    if (typeof set === 'string') return `${name}: ${set}, got ${quoted(value)}`;
    read = { ...read, ...set };
  }
  // Without a timeout the default holds, shortened to the interval where that is shorter.
  return seen.has('timeout') ? read : { ...read, timeoutMs: Math.min(read.timeoutMs, read.intervalMs) };
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function duration<T>(
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
  made: (ms: number) => T,
): T | undefined {
  const found = /^(\d{1,7})(ms|s|m|h)$/.exec(text);
  const ms = Number(found?.[1]) * (UNIT_MS[found?.[2] ?? ''] ?? NaN);
  return ms >= min && ms <= max ? made(ms) : undefined;
}

function count<T>(text: string, made: (count: number) => T): T | string {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= COUNT_MAX ? made(number) : `expected a whole number, 1 to ${COUNT_MAX}`;
}

function quoted(text: string | undefined): string {
  const whole = text ?? '';
  return whole === '' ? 'nothing' : `“${whole.length > 60 ? `${whole.slice(0, 60)}…` : whole}”`;
}
