import { isAddressKey, isForeignKey } from './address-key';
import type { TextSource } from './text-source';

const SPACE = /\s/u;
const KEY_CHAR = /[A-Za-z0-9_.-]/u;
const KEY_CHARS_MAX = 80;
/** How many quotes, brackets and spaces may be between the sign after a key and its value. */
const PADDING_MAX = 12;

/** Words after which the next word is an address: `proxy_pass`, nginx's `server`, `ping`. */
const DIRECTIVES = new Set([
  ...['server', 'proxy_pass', 'fastcgi_pass', 'grpc_pass', 'uwsgi_pass', 'memcached_pass', 'reverse_proxy'],
  ...['replicaof', 'slaveof', 'nslookup', 'ping', 'telnet', 'dig', '-h'],
]);

/** The key of the value at `at` within its line: `"host": "cart"`, `--redis-host=cart`, `host cart`; null where the line has none. */
export function keyBefore(line: string, at: number): string | null {
  let index = back(line, at - 1, /[\s"'[]/u, PADDING_MAX);
  if (line[index] === '>') index -= 1;
  const sign = line[index];
  if (sign === '=' || sign === ':') {
    const end = back(line, index - 1, /[\s"']/u, PADDING_MAX) + 1;
    const start = back(line, end - 1, KEY_CHAR, KEY_CHARS_MAX) + 1;
    const key = line.slice(start, end);
    // `Server=tcp:db,1433`
    if (key === 'tcp' && sign === ':') return keyBefore(line, start);
    return key === '' ? null : key;
  }
  return wordBefore(line, at);
}

/** A flag or directive with only space between it and `at`. */
function wordBefore(line: string, at: number): string | null {
  const end = back(line, at - 1, SPACE, PADDING_MAX) + 1;
  if (end === at || end === 0) return null;
  const start = back(line, end - 1, KEY_CHAR, KEY_CHARS_MAX) + 1;
  const word = line.slice(start, end);
  if (DIRECTIVES.has(word)) return word === '-h' ? 'host' : word;
  return word.startsWith('-') && /[a-z]/iu.test(word) ? word : null;
}

function back(line: string, from: number, wanted: RegExp, max: number): number {
  let index = from;
  while (index >= 0 && from - index < max && wanted.test(line[index] ?? '')) index -= 1;
  return index;
}

/** Whether a key within a text says that its value is an address. */
export function isAddressInText(key: string): boolean {
  return DIRECTIVES.has(key) || key === 'Source' || isAddressKey(key);
}

/** What a key says about its value: an address, certainly something else, or nothing. */
export function weightOf(key: string | null, source: TextSource): 'address' | 'foreign' | 'none' {
  if (key !== null) {
    if (isForeignKey(key)) return 'foreign';
    return isAddressInText(key) ? 'address' : 'none';
  }
  if (source.key === undefined) return 'none';
  return isAddressKey(source.key, source.isVariable) ? 'address' : 'none';
}

/** A line of a file without its comment; empty for a line that is only a comment. */
export function withoutComment(line: string): string {
  const begin = line.search(/\S/u);
  if (begin < 0) return '';
  if (/^(?:#|\/\/|;|--\s|\/\*|\*\s|\*\/|<!--|!\s|REM\s)/u.test(line.slice(begin, begin + 4))) return '';
  const hash = /\s#(?:\s|$)/u.exec(line)?.index;
  const slashes = /\s\/\/\s/u.exec(line)?.index;
  const end = Math.min(hash ?? line.length, slashes ?? line.length);
  return line.slice(0, end);
}

const SOURCES = new Set(['env', 'file', 'sys', 'yaml', 'http', 'https', 'secret', 'vault']);

export interface FilledLine {
  readonly line: string;
  /** The positions of defaults in the line, and the variable that overrides each. */
  readonly defaults: readonly { readonly start: number; readonly end: number; readonly variable: string }[];
}

/** Replaces placeholders with their defaults: `${CART_HOST:cart}`, `${CART_HOST:-cart}` → `cart`. */
export function withDefaults(line: string): FilledLine {
  if (!line.includes('${')) return { line, defaults: [] };
  const defaults: { start: number; end: number; variable: string }[] = [];
  let out = '';
  let from = 0;
  for (const found of line.matchAll(/\$\{([A-Za-z_][\w.-]{0,100}):-?([^{}$]{1,200})\}/gu)) {
    const [whole, name = '', value = ''] = found;
    // `${env:CART_HOST}`: the kind of a source and a name, not a default.
    if (SOURCES.has(name.toLowerCase())) continue;
    out += line.slice(from, found.index);
    defaults.push({ start: out.length, end: out.length + value.length, variable: variableOf(name) });
    out += value;
    from = found.index + whole.length;
  }
  return { line: out + line.slice(from), defaults };
}

/** Spring's relaxed binding: `cart.host` is set by `CART_HOST`. */
function variableOf(name: string): string {
  return name.toUpperCase().replaceAll(/[.-]/gu, '_');
}
