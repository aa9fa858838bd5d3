import { wordsOf } from './address-key';
import { urlsIn } from './url';

/** Words of keys whose value is a credential: `DB_PASSWORD`, `apiKey`, `--auth-token`, `client.secret`. */
const CREDENTIAL_WORDS = new Set([
  ...['password', 'passwd', 'passphrase', 'pass', 'pwd', 'pw', 'token', 'tokens', 'secret', 'secrets'],
  ...['key', 'keys', 'apikey', 'accesskey', 'credential', 'credentials', 'creds', 'dsn', 'auth', 'pat'],
  ...['authorization', 'bearer', 'cookie', 'private', 'pem', 'signature', 'salt', 'otp', 'jwt', 'webhook'],
]);
const CREDENTIAL_ENDS = ['password', 'passwd', 'secret', 'token', 'apikey'];

/** Whether a key says by its words that its value is a credential. */
export function isCredentialKey(key: string): boolean {
  return wordsOf(key).some(
    (word) => CREDENTIAL_WORDS.has(word) || CREDENTIAL_ENDS.some((end) => word.endsWith(end)),
  );
}

const TEXT_CHARS_MAX = 20_000;
/** `Password=…`, `"token": "…"`, `--api-key …` within a text. */
const NAMED = /([A-Za-z][\w.-]{0,80})["']?\s*(?:[=:]|\s)\s*["']?[^\s"',;&]/gu;
const HEADER = /\b(?:bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/iu;
const KEY_BLOCK = /-----BEGIN [A-Z ]*PRIVATE KEY/u;

/**
 * Whether a text looks as if a credential were in it: a URL with user info or with a path or query that may hold a token (the rule of what
 * topology shows of an address), a value that the text itself names so, or a long value that looks random. It errs on the safe side.
 */
export function holdsCredential(text: string): boolean {
  if (text.length > TEXT_CHARS_MAX) return true;
  if (KEY_BLOCK.test(text) || HEADER.test(text)) return true;
  const urls = text.split('\n').flatMap((line) => urlsIn(line).map((url) => ({ url, line })));
  if (
    urls.some(({ url, line }) => url.hasCredentials || hidesPath(line.slice(url.hostsEnd, url.end), url.path))
  )
    return true;
  for (const [, key = ''] of text.matchAll(NAMED)) if (isCredentialKey(key)) return true;
  return isRandom(text);
}

/** A path that the rule of shown addresses leaves out holds something long, or with digits, or a query. */
function hidesPath(rest: string, shown: string): boolean {
  return shown === '' && /^[:\d]*[/?#][^\s/]/u.test(rest);
}

/** An image's digest is public; everything else that long and mixed may be a key. */
function isRandom(text: string): boolean {
  const plain = text.replaceAll(/sha(?:256|512):[0-9a-f]{32,128}/gu, '');
  const runs = plain.match(/[A-Za-z0-9]{16,}/gu) ?? [];
  if (runs.some((run) => turns(run) >= 4)) return true;
  const wide = plain.match(/[A-Za-z0-9+/_=-]{32,}/gu) ?? [];
  return wide.some((run) => /[a-z]/u.test(run) && /[A-Z]/u.test(run) && /\d/u.test(run) && turns(run) >= 4);
}

/** How often letters and digits follow one another: rarely in words and dates, often in what was drawn by chance. */
function turns(run: string): number {
  return run.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/gu)?.length ?? 0;
}
