import type { Mention } from '@/lib/model';
import { isForeignKey } from './address-key';
import { hostOf, isClusterName, isDomain, portOf } from './host';
import { keyBefore, weightOf, withDefaults, withoutComment } from './line';
import type { TextSource } from './text-source';
import { shownField } from './shown';
import { urlsIn, type FoundUrl } from './url';

/** Schemes whose URLs name no host, or one that no pod calls at run time. */
const NO_HOSTS = new Set([
  ...['file', 'unix', 's3', 's3a', 'gs', 'wasb', 'abfs', 'hdfs', 'oci', 'docker', 'docker-pullable', 'jar'],
  ...['classpath', 'data', 'git', 'npm', 'chrome-extension', 'android-app', 'spiffe', 'arn', 'ipfs'],
]);
/** Schemes that do not prove a call: links use them too. */
const WEB = new Set(['http', 'https', 'ws', 'wss']);
/** Schemes after which a host outside counts; after others only an existing Service counts. */
const KNOWN = new Set([
  ...WEB,
  ...['tcp', 'udp', 'tls', 'ssl', 'grpc', 'grpcs', 'dns', 'proxy', 'ftp', 'ftps', 'sftp', 'smtp', 'smtps'],
  ...['ldap', 'ldaps', 'redis', 'rediss', 'valkey', 'postgres', 'postgresql', 'mysql', 'mariadb', 'mongodb'],
  ...['mongodb+srv', 'sqlserver', 'mssql', 'oracle', 'cockroachdb', 'clickhouse', 'cassandra', 'bolt'],
  ...['neo4j', 'neo4j+s', 'amqp', 'amqps', 'kafka', 'nats', 'stomp', 'mqtt', 'mqtts', 'pulsar', 'pulsar+ssl'],
  ...['memcached', 'etcd', 'consul', 'zookeeper', 'elasticsearch', 'imap', 'imaps', 'socks5', 'thrift'],
]);

/** A text with more is not configuration. */
const MENTIONS_MAX = 64;

/**
 * The addresses in a text. Never throws; the time is linear in the length of the text. Only hosts, ports, schemes,
 * short plain paths and names of keys are kept.
 */
export function searchText(text: string, source: TextSource): Mention[] {
  if (source.key !== undefined && isForeignKey(source.key)) return [];
  const found = new Map<string, Mention>();
  const list: ListState = { key: null };
  const many = text.includes('\n');
  let number = 0;
  for (let from = 0; from <= text.length && found.size < MENTIONS_MAX;) {
    const newline = text.indexOf('\n', from);
    const end = newline < 0 ? text.length : newline;
    number += 1;
    const line = text.slice(from, end);
    from = end + 1;
    const field = many && source.mode === 'file' ? `${source.field}:${number}` : source.field;
    for (const mention of searchLine(line, { ...source, field }, list)) {
      const key = `${mention.scheme ?? ''} ${mention.host} ${mention.port ?? ''}`;
      if (!found.has(key) && found.size < MENTIONS_MAX) found.set(key, mention);
    }
  }
  return [...found.values()];
}

/** The key of a YAML or JSON list whose items are on lines of their own. */
interface ListState {
  key: string | null;
}

const LIST_HEAD = /^\s*(?:-\s+)?["']?([\w.-]{1,80})["']?\s*[:=]\s*\[?\s*$/u;
const LIST_ITEM = /^\s*-\s+|^\s*["'][^"':]*["']\s*,?\s*$/u;

function searchLine(raw: string, source: TextSource, list: ListState): Mention[] {
  const { line, defaults } = withDefaults(source.mode === 'value' ? raw : withoutComment(raw));
  if (line.trim() === '') return [];
  const head = source.mode === 'file' ? LIST_HEAD.exec(line) : null;
  if (head?.[1] !== undefined) {
    list.key = head[1];
    return [];
  }
  const isItem = LIST_ITEM.test(line);
  if (!isItem) list.key = null;
  const here = isItem && list.key !== null ? { ...source, key: list.key, isVariable: false } : source;
  const urls = urlsIn(line);
  const finds = [...urls.flatMap((url) => ofUrl(line, url, here)), ...wordsOf(line, urls, here)];
  return finds.map(({ at, mention }) => {
    const variable = defaults.find(({ start, end }) => at >= start && at < end)?.variable;
    return variable === undefined ? mention : { ...mention, unless: variable };
  });
}

interface Find {
  readonly at: number;
  readonly mention: Mention;
}

function ofUrl(line: string, url: FoundUrl, source: TextSource): Find[] {
  const { scheme, hosts, path } = url;
  if (NO_HOSTS.has(scheme) || scheme === '') return [];
  const key = keyBefore(line, url.start);
  const weight = weightOf(key, source);
  if (weight === 'foreign') return [];
  const keyed = weight === 'address';
  const isClear = KNOWN.has(scheme) && (keyed || !WEB.has(scheme) || isGiven(line, url, source));
  return hosts.flatMap(({ host, port }) => {
    const isName = isClusterName(host);
    const outside = isDomain(host);
    if (outside && !isClear && !mayBeService(host)) return [];
    const at = port === null ? host : `${host}:${port}`;
    // After a host outside even a path may be a credential.
    const tail = outside ? '' : path;
    return {
      at: url.start,
      mention: {
        field: fieldOf(source, key),
        host,
        ...(port === null ? {} : { port }),
        scheme,
        ground: isName ? 'name' : 'url',
        keyed,
        ...(outside && isClear ? { outside } : {}),
        value: `${scheme}://${url.hasCredentials ? '…@' : ''}${at}${tail}`,
      },
    };
  });
}

/** Whether a URL is a value: a word of a command line, or a setting or an item of its list. Elsewhere it may be part of a sentence. */
function isGiven(line: string, { start }: FoundUrl, { mode }: TextSource): boolean {
  if (mode === 'words') return true;
  return mode === 'value' && /^[\s"'[]*$|[,;|]\s*$/u.test(line.slice(Math.max(0, start - 12), start));
}

const TOKEN = /(?:\$\([A-Za-z_]\w*\)|[A-Za-z0-9_.-])+/gu;
const PORT_AFTER = /:(\d{1,5}|\$\([A-Za-z_]\w*\))(?![\w.:@-])/uy;
const NUMBER_AFTER = /\s+(\d{2,5})(?![\w.:-])/uy;
const WAITS = /(?:^|[\s/;|&(])(?:nc|ncat|netcat|telnet|wait[\w.-]*|replicaof|slaveof)\s/u;

interface Token {
  readonly host: string;
  readonly port: string | null;
  readonly start: number;
  readonly end: number;
}

function wordsOf(line: string, urls: readonly FoundUrl[], source: TextSource): Find[] {
  const finds: Find[] = [];
  let lastEnd = 0;
  let lastKey: string | null = null;
  let index = 0;
  for (const match of line.matchAll(TOKEN)) {
    const start = match.index;
    while (index < urls.length && start >= (urls[index]?.end ?? 0)) index += 1;
    const url = urls[index];
    if (url !== undefined && start >= url.start) continue;
    const token = tokenAt(line, match[0], start);
    if (token === null) continue;
    const listed = lastEnd > 0 && /^["']?\s*[,|]\s*["']?$/u.test(line.slice(lastEnd, start).slice(0, 8));
    const key: string | null = (listed ? lastKey : null) ?? keyBefore(line, start);
    lastEnd = token.end;
    lastKey = key;
    const mention = ofToken(line, { token, key, listed }, source);
    if (mention !== null) finds.push({ at: start, mention });
  }
  return finds;
}

function tokenAt(line: string, text: string, start: number): Token | null {
  const host = hostOf(text);
  if (host === null) return null;
  const end = start + text.length;
  PORT_AFTER.lastIndex = end;
  const digits = PORT_AFTER.exec(line)?.[1];
  const port = digits === undefined ? null : portOf(digits);
  const after = digits === undefined ? end : PORT_AFTER.lastIndex;
  const before = line[start - 1] ?? '';
  // It is part of a path, of a placeholder or of credentials.
  if (/[/\\{}$%*~+]/u.test(before) && !(before === '{' && line[start - 2] !== '$')) return null;
  if (line[after] === '@' || (port === null && /^:[^\s$]/u.test(line.slice(end, end + 2)))) return null;
  return { host, port, start, end: after };
}

interface Context {
  readonly token: Token;
  /** The key that the line gives it. */
  readonly key: string | null;
  /** Whether it continues a list. */
  readonly listed: boolean;
}

function ofToken(line: string, { token, key, listed }: Context, source: TextSource): Mention | null {
  const whole = isItemOfValue(line, token, listed);
  const weight = weightOf(key, whole ? source : { field: source.field, mode: source.mode });
  if (weight === 'foreign') return null;
  const keyed = weight === 'address';
  const { host } = token;
  const port =
    token.port ??
    (WAITS.test(line.slice(Math.max(0, token.start - 120), token.start))
      ? numberAfter(line, token.end)
      : null);
  const ground = isClusterName(host) ? 'name' : port !== null ? 'address' : 'key';
  if (ground === 'key' && !(keyed && endsThere(line, token.end, source))) return null;
  const isClear = keyed || (whole && port !== null && source.mode === 'value');
  const outside = isDomain(host);
  if (outside && !isClear && !mayBeService(host)) return null;
  return {
    field: fieldOf(source, key),
    host,
    ...(port === null ? {} : { port }),
    ground,
    keyed,
    ...(outside && isClear ? { outside } : {}),
    value: port === null ? host : `${host}:${port}`,
  };
}

/** The field of a mention; in a file with the key: `data[config.json].cartAddress`. */
function fieldOf({ field, mode, key: own }: TextSource, key: string | null): string {
  const shown = key ?? own;
  return shownField(mode === 'file' && shown !== undefined ? `${field}.${shown}` : field);
}

/** `cart.shop` may be a Service and its namespace, or a domain. */
function mayBeService(host: string): boolean {
  return host.split('.').length === 2;
}

function numberAfter(line: string, end: number): string | null {
  NUMBER_AFTER.lastIndex = end;
  const digits = NUMBER_AFTER.exec(line)?.[1];
  return digits === undefined ? null : portOf(digits);
}

/** Whether a word is the whole value, or an item of its list. */
function isItemOfValue(line: string, { start, end }: Token, listed: boolean): boolean {
  const before = line.slice(Math.max(0, start - 12), start);
  const opens = listed || (start <= 12 && /^[\s"'[-]*$/u.test(before)) || /[,;|]\s*["']?$/u.test(before);
  return opens && /^["'\s\]]*(?:$|[,;|#])/u.test(line.slice(end, end + 8));
}

/** Whether the value of a key ends after this word. */
function endsThere(line: string, end: number, source: TextSource): boolean {
  const rest = line.slice(end, end + 4);
  return (
    /^(?:$|["',;&)\]}|])/u.test(rest) ||
    (source.mode === 'words' ? /^\s/u.test(rest) : /^\s+(?:$|[#},\]])/u.test(rest))
  );
}
