import { wordsOf } from './address-key';
import { urlsIn } from './url';

/** Shown in place of a value that may be a credential. */
export const MASK = '••••••';

/** Words of keys whose value is a credential: `DB_PASSWORD`, `apiKey`, `--auth-token`, `client.secret`. */
const CREDENTIAL_WORDS = new Set([
  ...['password', 'passwd', 'passphrase', 'pass', 'pwd', 'pw', 'token', 'tokens', 'secret', 'secrets'],
  ...['key', 'keys', 'apikey', 'accesskey', 'credential', 'credentials', 'creds', 'dsn', 'auth', 'pat'],
  ...['authorization', 'bearer', 'cookie', 'private', 'pem', 'signature', 'salt', 'otp', 'jwt', 'webhook'],
]);
/** Ends of such keys where the words are written together: `DBPASS`, `APITOKEN`, `ENCRYPTIONKEY`, `BASICAUTH`. */
const CREDENTIAL_ENDS = [
  'password|passwd|passphrase|secret|token|credential|creds|dsn|(?<!^old)pwd',
  '(?<!^(?:by|com|encom|over|sur|tres|under))pass',
  '(?:api|access|secret|encryption|private|master|signing|auth|license|session|cookie|jwt)key',
  '(?:hmac|aes|rsa|cipher|crypt|shared|storage|pass)key',
  '(?:basic|http|proxy|redis|docker|registry|master)auth',
];
const CREDENTIAL_END = new RegExp(`(?:${CREDENTIAL_ENDS.join('|')})$`, 'u');
/** Names of products whose digit is not a number of several keys. */
const NOT_COUNTED = new Set(['auth0']);

/** Whether the words of a key say that its value is a credential, also in the plural and with a number (`PASSWORD2`). */
export function isCredentialKey(key: string): boolean {
  return wordsOf(key).some((word) => {
    const plain = NOT_COUNTED.has(word) ? word : word.replace(/\d+$/u, '');
    return [plain, plain.replace(/s$/u, '')].some(
      (form) => CREDENTIAL_WORDS.has(form) || CREDENTIAL_END.test(form),
    );
  });
}

const TEXT_CHARS_MAX = 20_000;
const WORDS_MAX = 40;
/** `Password=…`, `"token": "…"`, `--api-key …` within a text. */
const NAMED = /([A-Za-z][\w.-]{0,80})(?=["']?(?:\s*[=:]\s*|\s+)["']?[^\s"',;&])/gu;
/** `user:password@host` without a scheme, as database drivers read it; not the digest of an image, not `mailto:`. */
const USER_INFO =
  /(?:^|[\s"'=,;([|])(?!(?:mailto|sips?|xmpp|acct):)[^\s:@/"'=,;([|]{0,80}:(?!\/)[^\s@"']{1,200}@(?!sha\d{3}:[0-9a-f]{32})[\w.[(-]/iu;
/** `jdbc:oracle:thin:user/password@…` */
const ORACLE = /\boracle:\w{1,20}:[^\s/@]{1,80}\/[^\s@]{1,200}@/iu;
/** `curl -u user:password`; not the numbers of a user and a group, not a URL. */
const USER_FLAG =
  /(?:^|\s)(?:-u|-U|--user|--proxy-user)(?:[\s=]\s*)?["']?(?!\d+:\d+(?:["'\s]|$))[^\s:"'/=-][^\s:"'/]{0,80}:(?!\/\/)[^\s"']/u;
/** Tokens with a prefix of their issuer: Slack's. */
const MARKED = /\bxox[a-z](?:\.xox[a-z])?-[\w-]{4}/u;
/** Programs with a short flag for the password, up to the value. For `mysql` flag and value are one word. */
const SHORT_FLAGS = [
  '(?:mysql\\w*|mariadb[\\w-]*)\\s(?:[^;|&]{0,400}\\s)?-p',
  '(?:mongo\\w*|sshpass|(?:docker|podman|helm|oc)\\s[^;|&]{0,80}\\blogin)\\s(?:[^;|&]{0,400}\\s)?-p\\s*',
  'redis-cli\\s(?:[^;|&]{0,400}\\s)?-a\\s*',
  'ldap\\w+\\s(?:[^;|&]{0,400}\\s)?-w\\s*',
  'sqlcmd\\s(?:[^;|&]{0,400}\\s)?-P\\s*',
].join('|');
const SHORT_FLAG = new RegExp(`(?:^|[\\s/"'(;|&])(?:${SHORT_FLAGS})(?!-)[^\\s;|&]`, 'u');
const SHORT_FLAG_LAST = new RegExp(`(?:^|[\\s/"'(;|&])(?:${SHORT_FLAGS})(?!-)[^\\s;|&]\\S*$`, 'u');
const HEADER = /\b(?:bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/iu;
const KEY_BLOCK = /-----BEGIN [A-Z ]*PRIVATE KEY/u;
const SHAPES = [KEY_BLOCK, HEADER, USER_INFO, ORACLE, USER_FLAG, MARKED, SHORT_FLAG];

/**
 * Whether a text may hold a credential: a URL with user info, or with a path or query that may hold a token (the rule
 * by which topology shows addresses), a database URL without a scheme, a value that the text or a program's flag names
 * as a credential, or a long value that looks random. In doubt the answer is yes.
 */
export function holdsCredential(text: string): boolean {
  if (text.length > TEXT_CHARS_MAX) return true;
  if (SHAPES.some((shape) => shape.test(text))) return true;
  const urls = text.split('\n').flatMap((line) => urlsIn(line).map((url) => ({ url, line })));
  if (
    urls.some(({ url, line }) => url.hasCredentials || hidesPath(line.slice(url.hostsEnd, url.end), url.path))
  )
    return true;
  for (const [, key = ''] of text.matchAll(NAMED)) if (isCredentialKey(key)) return true;
  return isRandom(text);
}

/** Words after which the next word may be only a name: `create secret generic`, `sort key asc`. */
const NAMES_ITSELF = /^(?:.*[^a-z])?(?:secrets?|keys?|private|signature)$/iu;

/**
 * The key of the last of these words of a command line, where another word gives one: the flag before it, a program's flag for the password
 * (`mysql -phunter2`, `redis-cli -a hunter2`) or a plain word (`login password hunter2`). Null where none does.
 */
export function keyOfLastWord(words: readonly string[]): string | null {
  const line = words.slice(-WORDS_MAX).map((word) => word.replaceAll(/\s+/gu, '_'));
  if (SHORT_FLAG_LAST.test(line.join(' '))) return 'password';
  const before = words.at(-2) ?? '';
  if (/^-{1,2}[\w.-]+$/u.test(before)) return before;
  return /^[\w.-]+$/u.test(before) && isCredentialKey(before) && !NAMES_ITSELF.test(before) ? before : null;
}

/** Whether a URL has a path or query that is not shown: it is long, or has digits, and may hold a token. */
function hidesPath(rest: string, shown: string): boolean {
  return shown === '' && /^[:\d]*[/?#][^\s/]/u.test(rest);
}

/** The digest of an image is public; any other long mix of letters and digits may be a key. */
function isRandom(text: string): boolean {
  const plain = text.replaceAll(/sha(?:256|512):[0-9a-f]{32,128}/gu, '');
  const runs = plain.match(/[A-Za-z0-9]{16,}/gu) ?? [];
  if (runs.some((run) => turns(run) >= 4)) return true;
  const wide = plain.match(/[A-Za-z0-9+/_=-]{32,}/gu) ?? [];
  return wide.some((run) => /[a-z]/u.test(run) && /[A-Z]/u.test(run) && /\d/u.test(run) && turns(run) >= 4);
}

/** How often letters and digits alternate: rarely in words and dates, often in random values. */
function turns(run: string): number {
  return run.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/gu)?.length ?? 0;
}
