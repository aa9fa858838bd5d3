import { describe, expect, it } from 'vitest';
import { readProbe } from './probe-words';

const DEFAULTS = { intervalMs: 10_000, timeoutMs: 2000, healthy: 1, unhealthy: 3 };

describe('the words of a probe', () => {
  it.each([
    ['http:8080/healthz', { kind: 'http', port: 8080, path: '/healthz' }],
    ['http:8080', { kind: 'http', port: 8080, path: '/' }],
    ['http:/ready?deep=1', { kind: 'http', port: null, path: '/ready?deep=1' }],
    ['http:web/healthz', { kind: 'http', port: 'web', path: '/healthz' }],
    ['tcp:5432', { kind: 'tcp', port: 5432, path: '' }],
    ['tcp:', { kind: 'tcp', port: null, path: '' }],
    ['grpc:9000', { kind: 'grpc', port: 9000, path: '' }],
    ['  grpc:9000/shop.Cart  ', { kind: 'grpc', port: 9000, path: 'shop.Cart' }],
    ['http:p80', { kind: 'http', port: 'p80', path: '/' }],
  ])('%s', (text, probe) => {
    expect(readProbe(text)).toEqual({ ok: true, probe: { ...DEFAULTS, ...probe } });
  });

  it.each([
    [
      'tcp:6379 interval=30s timeout=500ms healthy=2 unhealthy=5',
      { intervalMs: 30_000, timeoutMs: 500, healthy: 2, unhealthy: 5 },
    ],
    ['tcp:6379 unhealthy=1 interval=2m', { intervalMs: 120_000, unhealthy: 1 }],
    // The default timeout is longer than this interval: it is shortened, not refused.
    ['tcp:6379 interval=1s', { intervalMs: 1000, timeoutMs: 1000 }],
  ])('%s', (text, options) => {
    expect(readProbe(text)).toMatchObject({ ok: true, probe: { ...DEFAULTS, ...options } });
  });

  it.each([
    ['', 'expected http:8080/healthz, tcp:5432 or grpc:9000, got nothing.'],
    ['8080', 'expected http:8080/healthz, tcp:5432 or grpc:9000, got “8080”.'],
    ['https:8443/', 'expected http:8080/healthz, tcp:5432 or grpc:9000, got “https:8443/”.'],
    [
      'http://10.0.0.7:8080/',
      'host: expected none, for only addresses of its EndpointSlices are asked, got “//10.0.0.7:8080/”.',
    ],
    ['http:0/', 'port: expected 1 to 65535 or the name of a port, got “0”.'],
    ['http:65536', 'port: expected 1 to 65535 or the name of a port, got “65536”.'],
    ['tcp:Web', 'port: expected 1 to 65535 or the name of a port, got “Web”.'],
    [
      'http:169.254.169.254:80/',
      'port: expected 1 to 65535 or the name of a port, got “169.254.169.254:80”.',
    ],
    ['tcp:80/healthz', 'path: expected none of tcp, got “/healthz”.'],
    ['grpc:80/a/b', 'service: expected the name of a gRPC service, such as shop.Cart, got “a/b”.'],
    ['http:80/ä', 'path: expected printable characters without blanks and #, got “/ä”.'],
    ['tcp:80 every=10s', 'expected interval=, timeout=, healthy= or unhealthy=, got “every=10s”.'],
    ['tcp:80 interval', 'expected interval=, timeout=, healthy= or unhealthy=, got “interval”.'],
    ['tcp:80 toString=1', 'expected interval=, timeout=, healthy= or unhealthy=, got “toString=1”.'],
    ['tcp:80 interval=fast', 'interval: expected 1s to 1h, such as 10s, got “fast”.'],
    ['tcp:80 interval=10', 'interval: expected 1s to 1h, such as 10s, got “10”.'],
    ['tcp:80 interval=500ms', 'interval: expected 1s to 1h, such as 10s, got “500ms”.'],
    ['tcp:80 interval=10s interval=20s', 'interval: expected once.'],
    ['tcp:80 timeout=', 'timeout: expected 100ms to 60s, such as 2s, got nothing.'],
    ['tcp:80 timeout=2m', 'timeout: expected 100ms to 60s, such as 2s, got “2m”.'],
    ['tcp:80 interval=5s timeout=6s', 'timeout: expected no more than the interval.'],
    ['tcp:80 healthy=0', 'healthy: expected a whole number, 1 to 20, got “0”.'],
    ['tcp:80 unhealthy=21', 'unhealthy: expected a whole number, 1 to 20, got “21”.'],
    ['tcp:80 unhealthy=-1', 'unhealthy: expected a whole number, 1 to 20, got “-1”.'],
  ])('refuses %j in words', (text, words) => {
    expect(readProbe(text)).toEqual({ ok: false, problem: words.replace(/\.$/, '') });
  });

  it('quotes only the beginning of a long text', () => {
    const read = readProbe(`tcp:${'9'.repeat(100)}`);
    expect(read.ok ? '' : read.problem).toContain('…”');
    expect(readProbe('x'.repeat(501))).toMatchObject({ ok: false });
  });
});
