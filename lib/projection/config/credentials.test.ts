import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsCredential, isCredentialKey, keyOfLastWord } from './credentials';

describe('isCredentialKey', () => {
  it.each([
    ...['DB_PASSWORD', 'apiKey', '--auth-token', 'client.secret', 'GITHUB_PAT', 'SENTRY_DSN', 'PGPASSWORD'],
    ...['aws_secret_access_key', 'HTTP_AUTHORIZATION', 'SESSION_COOKIE', 'tls.key', 'SLACK_WEBHOOK'],
    ...['PASSWORD2', 'MYSQL_ROOT_PASSWORD1', 'PASSWORDS', 'APITOKENS', 'DBPASS', 'PGPASS', 'ROOTPASS'],
    ...[
      'DBPASSPHRASE',
      'SECRETKEY',
      'ENCRYPTIONKEY',
      'PRIVATEKEY',
      'MASTERKEY',
      'BASICAUTH',
      'DBCREDENTIALS',
    ],
    ...['--requirepass', 'masterauth'],
  ])('%s is one', (key) => {
    expect(isCredentialKey(key)).toBe(true);
  });
  it.each([
    'LOG_LEVEL',
    'CART_HOST',
    'replicas',
    'kubernetes.io/change-cause',
    'MONKEY',
    'JAVA_OPTS',
    ...['AUTHOR', 'KEYBOARD_LAYOUT', 'TURKEY', 'BYPASS', 'COMPASS', 'OLDPWD', 'AUTH0_DOMAIN', 'PUBLICKEY'],
  ])('%s is none', (key) => {
    expect(isCredentialKey(key)).toBe(false);
  });
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
    'redis-server --requirepass hunter2',
    'curl -u admin:hunter2 cart',
    '--user=admin:hunter2',
    'mysqldump -uroot -phunter2 shop',
    'redis-cli -h cache -a hunter2 ping',
    'root:hunter2@tcp(mysql:3306)/shop',
    'app:hunter2@db:5432/shop',
    ':hunter2@redis:6379',
    'jdbc:oracle:thin:scott/tiger@//db:1521/x',
    'xoxb-12-34-abcd',
    'login password hunter2',
    '/health?token=hunter2',
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
    'cart:8080',
    'cart:1.27.2@sha256:5d20c808ce198565ff70b3ed23a991dd49afac45dece63474b27ce6ed036adc6',
    'ops@shop.example',
    'mailto:ops@shop.example',
    'docker run -u 1000:1000 cart',
    'mkdir -p /data',
    'mysql -h db -P 3306',
    '/healthz',
    '',
  ])('sees none in %s', (text) => {
    expect(holdsCredential(text)).toBe(false);
  });
});

describe('the key of the last word of a command line', () => {
  it.each([
    [['redis-server', '--requirepass', 'hunter2'], '--requirepass'],
    [['login', 'password', 'hunter2'], 'password'],
    [['mysqldump', '-uroot', '-phunter2'], 'password'],
    [['redis-cli', '-a', 'hunter2'], 'password'],
    [['curl', '-u', 'admin:hunter2'], '-u'],
    [['mkdir', '-pv', '/data'], '-pv'],
    [['mysqldump', '-phunter2', 'the', 'shop'], null],
    [['get', 'secret', 'db'], null],
    [['mkdir', '-p'], null],
  ])('of %j is %s', (words, key) => {
    expect(keyOfLastWord(words)).toBe(key);
  });
});

describe('whatever the names are', () => {
  const word = fc.stringMatching(/^[a-f]{1,8}$/u);
  it('a key that ends in a credential is one, run together, counted and in the plural', () => {
    const end = fc.constantFrom('PASSWORD', 'TOKEN', 'SECRET', 'SECRETKEY', 'PASSPHRASE');
    const tail = fc.constantFrom('', '1', '22', 'S', 'S2');
    fc.assert(
      fc.property(word, fc.constantFrom('', '_'), end, tail, (head, sign, name, more) =>
        isCredentialKey(`${head.toUpperCase()}${sign}${name}${more}`),
      ),
    );
  });
  it('user and password before a host are one; host, port, image and e-mail alone are none', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 65_535 }), (host, other, port) => {
        expect(holdsCredential(`${other}:x${host}@${host}:${port}/${other}`)).toBe(true);
        expect(holdsCredential(`${host}:${port}`)).toBe(false);
        expect(holdsCredential(`${host}:${port}/${other}@sha256:${'0a'.repeat(32)}`)).toBe(false);
        expect(holdsCredential(`${host}@${other}.example`)).toBe(false);
      }),
    );
  });
});
