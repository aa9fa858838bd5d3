import { describe, expect, it } from 'vitest';
import { registrationSchema } from '@/lib/model';
import { selfRegistration } from './self-registration';

const register = (more: object) =>
  selfRegistration(registrationSchema.parse({ address: '10.0.0.7', port: 8080, ...more }));

describe('an instance of our own API', () => {
  it('has a heartbeat, and a probe only where it wants one', () => {
    expect(register({ ttlSeconds: 5 }).checks).toMatchObject([
      { id: 'heartbeat', ttlMs: 5000, probe: null, status: 'passing', reported: true },
    ]);
  });

  it.each([
    [{ probe: 'http:/healthz' }, 'http', 'http://10.0.0.7:8080/healthz'],
    [{ probe: 'http:9000' }, 'http', 'http://10.0.0.7:9000/'],
    [{ probe: 'tcp:' }, 'tcp', '10.0.0.7:8080'],
    [{ probe: 'grpc:9000/shop.Cart' }, 'grpc', '10.0.0.7:9000/shop.Cart'],
    [{ probe: 'tcp:', address: 'fd12::7' }, 'tcp', '[fd12::7]:8080'],
  ])('%j is asked: %s %s', (more, kind, target) => {
    expect(register(more).checks[1]).toMatchObject({
      id: 'probe',
      ttlMs: null,
      status: 'critical',
      probe: { kind, target, intervalMs: 10_000, timeoutMs: 2000, successes: 1, failures: 3 },
    });
  });

  it.each([
    ['http:8080 interval=often', 'interval: expected 1s to 1h, such as 10s, got “often”'],
    ['http:web', 'port: expected a number: an entry names no ports'],
  ])('refuses %s by the name of the field', (probe, message) => {
    const parsed = registrationSchema.safeParse({ address: '10.0.0.7', port: 8080, probe });
    expect(parsed.error?.issues).toMatchObject([{ path: ['probe'], message }]);
  });

  it('refuses a probe without a port', () => {
    expect(() => register({ port: null, probe: 'tcp:' })).toThrow('Expected a port');
    expect(register({ port: null, probe: 'tcp:80' }).checks).toHaveLength(2);
  });
});
