/** Last words of keys whose value is an address: `CART_HOST`, `bootstrap.servers`, `redisAddr`, `--mongo-uri`. */
const ADDRESS_WORDS = new Set([
  ...['host', 'hosts', 'hostname', 'hostnames', 'addr', 'addrs', 'address', 'addresses', 'dsn'],
  ...['url', 'urls', 'uri', 'uris', 'endpoint', 'endpoints', 'server', 'servers', 'service', 'services'],
  ...['upstream', 'upstreams', 'broker', 'brokers', 'bootstrap', 'connect', 'peers', 'seeds', 'nodes'],
  ...['points', 'sentinel', 'sentinels', 'master', 'gateway', 'proxy', 'collector', 'agent'],
]);
const ADDRESS_ENDS = ['host', 'hosts', 'url', 'uri', 'addr'];
/** Words that may follow such a word at the end of a key. */
const TRAILING_WORDS = new Set(['internal', 'default', 'primary', 'string', 'list', 'base']);

/** Words for addresses to listen on, to allow or to publish: a key with one of them, in any place, configures no call. */
const FOREIGN_WORDS = new Set([
  ...['listen', 'listener', 'listeners', 'bind', 'advertise', 'advertised', 'cors', 'origin', 'origins'],
  ...['redirect', 'callback', 'allowed', 'public', 'xmlns', 'vhost', 'virtual', 'forwarded', 'referer'],
]);
/** The same, only at the end of a key: `CART_IMAGE` is no call, `IMAGE_PROVIDER_HOST` may be one. */
const FOREIGN_ENDS = new Set([
  ...['image', 'images', 'namespace', 'namespaces', 'labels', 'annotations', 'attributes', 'tags'],
  ...['license', 'homepage', 'documentation', 'docs', 'cookie', 'version'],
]);

/** Whether the words of a key say that its value is an address. `isVariable`: the key is the name of an environment variable. */
export function isAddressKey(key: string, isVariable = false): boolean {
  const words = wordsOf(key);
  while (words.length > 1 && TRAILING_WORDS.has(words.at(-1) ?? '')) words.pop();
  const last = (words.at(-1) ?? '').replace(/\d+$/u, '');
  if (last === '' || isForeign(words)) return false;
  // `HOST` and `SERVICE` alone are the name of the container itself or the address that it binds; telemetry names the service so too.
  if (isVariable && words.length === 1 && (last.startsWith('host') || last === 'service')) return false;
  if (last === 'service' && (!isVariable || TELEMETRY.has(words[0] ?? ''))) return false;
  return ADDRESS_WORDS.has(last) || (last.length > 4 && ADDRESS_ENDS.some((end) => last.endsWith(end)));
}

const TELEMETRY = new Set(['dd', 'otel', 'sentry', 'elastic', 'newrelic', 'new', 'app', 'own', 'this']);

/** Whether the words of a key say that its value configures no call, whatever it looks like. */
export function isForeignKey(key: string): boolean {
  return isForeign(wordsOf(key));
}

function isForeign(words: readonly string[]): boolean {
  if (words.some((word) => FOREIGN_WORDS.has(word)) || FOREIGN_ENDS.has(words.at(-1) ?? '')) return true;
  if (words.length === 2 && words[0] === 'external') return true;
  return words.includes('proxy') && (words.includes('no') || words.includes('non'));
}

/** `FOO_HOST` and `FOO_PORT` belong to one address: what comes before the last word, and whether that word means a host or a port. */
export function pairStem(key: string): { readonly stem: string; readonly part: 'host' | 'port' | 'whole' } {
  const found = /^(.*?)[_.-]?(host|hostname|addr|address|server|port)$/iu.exec(key);
  if (found === null) return { stem: key.toLowerCase(), part: 'whole' };
  const [, stem = '', word = ''] = found;
  return { stem: stem.toLowerCase(), part: word.toLowerCase() === 'port' ? 'port' : 'host' };
}

/** `bootstrapServers` is two words, as `bootstrap.servers` and `BOOTSTRAP_SERVERS`. */
export function wordsOf(key: string): string[] {
  return key
    .slice(0, 120)
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '' && !/^\d+$/u.test(word));
}
