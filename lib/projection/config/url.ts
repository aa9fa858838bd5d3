import { hostOf, portOf } from './host';

/** A URL in any dialect: it may have several hosts, and credentials with any characters. */
export interface FoundUrl {
  readonly scheme: string;
  readonly hosts: readonly { readonly host: string; readonly port: string | null }[];
  readonly hasCredentials: boolean;
  /** The path, where it cannot hold a secret; else empty. */
  readonly path: string;
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** Where the hosts end: a list may continue there. */
  readonly hostsEnd: number;
}

const SCHEME_CHARS_MAX = 40;
const EXTENT_CHARS_MAX = 2000;
const SCHEME_CHAR = /[A-Za-z0-9+.:-]/u;
const ENDS = /[\s"'`<>|\\^]/u;

/** All URLs of a line, in order. Linear in the length of the line. */
export function urlsIn(line: string): FoundUrl[] {
  const found: FoundUrl[] = [];
  let from = 0;
  for (;;) {
    const at = line.indexOf('://', from);
    if (at < 0) return found;
    const url = urlAt(line, at, from);
    found.push(url);
    from = Math.max(at + 3, url.hostsEnd);
  }
}

function urlAt(line: string, at: number, floor: number): FoundUrl {
  let start = at;
  while (start > floor && at - start < SCHEME_CHARS_MAX && SCHEME_CHAR.test(line[start - 1] ?? ''))
    start -= 1;
  // `dns:///cart:80`: the authority follows an empty one.
  const begin = line[at + 3] === '/' ? at + 4 : at + 3;
  const extent = extentAt(line, begin);
  const { text, offset } = authorityIn(extent);
  const rest = extent.slice(offset + text.length);
  return {
    scheme: schemeOf(line.slice(start, at)),
    hosts: hostsIn(text),
    hasCredentials: offset > 0,
    path: safePath(rest),
    start,
    end: begin + extent.length,
    hostsEnd: begin + offset + text.length,
  };
}

function extentAt(line: string, begin: number): string {
  const text = line.slice(begin, begin + EXTENT_CHARS_MAX);
  const end = text.search(ENDS);
  return end < 0 ? text : text.slice(0, end);
}

/** `jdbc:postgresql` → `postgresql`; a key before a colon without a space is not part of the scheme. */
function schemeOf(text: string): string {
  const parts = text.toLowerCase().split(':');
  const scheme = parts[0] === 'jdbc' ? (parts[1] ?? '') : (parts.at(-1) ?? '');
  return scheme.replace(/^[^a-z]+/u, '');
}

/** The text between the credentials and the path. A password may contain any character, so the last `@` decides where it ends. */
function authorityIn(extent: string): { text: string; offset: number } {
  const plain = upTo(extent, 0);
  const at = plain.lastIndexOf('@');
  if (at >= 0) return { text: plain.slice(at + 1), offset: at + 1 };
  const last = extent.lastIndexOf('@');
  if (last < 0 || (hostsIn(plain).length > 0 && !/:[^,]*[^0-9,:$(){}A-Z_]/u.test(plain)))
    return { text: plain, offset: 0 };
  return { text: upTo(extent, last + 1), offset: last + 1 };
}

function upTo(extent: string, from: number): string {
  const text = extent.slice(from);
  const end = text.search(/[/?#;]/u);
  const cut = end < 0 ? text : text.slice(0, end);
  return /\$\([A-Za-z_]\w*\)$/u.test(cut) ? cut : cut.replace(/[).,\]}]+$/u, '');
}

function hostsIn(authority: string): { host: string; port: string | null }[] {
  return authority.split(',').flatMap((item) => {
    const colon = item.lastIndexOf(':');
    const host = hostOf(colon < 0 ? item : item.slice(0, colon));
    if (host === null) return [];
    if (colon < 0) return [{ host, port: null }];
    const text = item.slice(colon + 1);
    const port = portOf(text);
    // A port that a template of another language fills in.
    return port === null && !/^\$?\{/u.test(text) ? [] : [{ host, port }];
  });
}

/** The path, where it has only short plain words: paths may hold tokens, as those of webhooks do. */
function safePath(rest: string): string {
  const path = /^\/[A-Za-z0-9/_.-]{1,40}(?=$|[?#;,)\]}])/u.exec(rest)?.[0] ?? '';
  return path.split('/').some((part) => part.length > 24 || (part.length > 11 && /\d/u.test(part)))
    ? ''
    : path;
}
