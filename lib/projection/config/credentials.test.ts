import { describe, expect, it } from 'vitest';
import { holdsCredential, isCredentialKey } from './credentials';

describe('isCredentialKey', () => {
  it.each([
    ...['DB_PASSWORD', 'apiKey', '--auth-token', 'client.secret', 'GITHUB_PAT', 'SENTRY_DSN', 'PGPASSWORD'],
    ...['aws_secret_access_key', 'HTTP_AUTHORIZATION', 'SESSION_COOKIE', 'tls.key', 'SLACK_WEBHOOK'],
  ])('%s is one', (key) => {
    expect(isCredentialKey(key)).toBe(true);
  });
  it.each(['LOG_LEVEL', 'CART_HOST', 'replicas', 'kubernetes.io/change-cause', 'MONKEY', 'JAVA_OPTS'])(
    '%s is none',
    (key) => {
      expect(isCredentialKey(key)).toBe(false);
    },
  );
});

describe('holdsCredential', () => {
  it.each([
    'postgres://shop:hunter2@db:5432/shop',
    'https://hooks.example.com/services/T0240/B7731/9xK2mQ81vLw0',
    'https://api.example.com/v1?api_key=abc',
    'Server=db;User Id=shop;Password=hunter2',
    '--password=hunter2',
    '{"user": "shop", "password": "hunter2"}',
    'curl -H "Authorization: Bearer abcdefgh.ijklmnop"',
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
    'wJalrXUtnFEMI/K7MDENG/bPxRfi9Y3X4M2L1K0Y',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
  ])('sees one in %s', (text) => {
    expect(holdsCredential(text)).toBe(true);
  });
  it.each([
    'info',
    '8080',
    'http://cart.shop.svc:8080/healthz',
    'postgres://db:5432/shop',
    'ledger-db.production-eu.svc.cluster.local',
    'registry.example/shop/cart:1.27.2@sha256:5d20c808ce198565ff70b3ed23a991dd49afac45dece63474b27ce6ed036adc6',
    '--listen=:8080',
    '2026-03-12T03:00:00Z',
    'kubectl set image deployment/cart cart=cart:1.2',
    'production20241130',
    '',
  ])('sees none in %s', (text) => {
    expect(holdsCredential(text)).toBe(false);
  });
});
