/** The level that a line names; null where it names none, or one below warn. */
export type LogLevel = 'error' | 'warn' | null;

/** A line as it is shown and searched. */
export interface LogText {
  readonly shown: string;
  readonly level: LogLevel;
  /** Names and values of a line that is JSON; null for any other. */
  readonly fields: readonly (readonly [name: string, value: string])[] | null;
}

/** Colours and cursor moves of a terminal (ECMA-48 CSI and OSC), and invisible control characters. */
// Built from numbers: a control character in a pattern would look like a mistake.
const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);
const TERMINAL = new RegExp(`${ESC}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BEL}]*${BEL})`, 'g');
const CONTROL = /\p{Cc}/gu;

const MESSAGE_KEYS = ['msg', 'message', 'log', 'event'];
const LEVEL_KEYS = ['level', 'severity', 'lvl', 'log.level', 'loglevel'];
const TIME_KEYS = ['time', 'ts', 'timestamp', '@timestamp'];

/** Where a plain line names its level: in its first words, as logfmt, or as klog's letter before a date. */
const PLAIN_LEVEL =
  /^(?:[^a-z]{0,40}|.{0,60}?[\s[(|])(fatal|panic|critical|crit|severe|error|err|warning|warn)(?=[\s\]):|,]|$)/i;
const LOGFMT_LEVEL = /\b(?:level|severity|lvl)=["']?(\w+)/i;
const KLOG_LEVEL = /^([EFW])\d{4} \d{2}:/;

/** Reads a line: of JSON the message first, then the other fields; any other line as it is. */
export function readLogText(raw: string): LogText {
  const text = raw.replaceAll(TERMINAL, '').replaceAll(CONTROL, (mark) => (mark === '\t' ? mark : ' '));
  const object = text.startsWith('{') ? parseObject(text) : null;
  if (object === null) return { shown: text, level: levelOfText(text), fields: null };
  const fields = Object.entries(object).map(([name, value]) => [name, valueText(value)] as const);
  const held = (keys: readonly string[]) => fields.find(([name]) => keys.includes(name.toLowerCase()));
  const message = held(MESSAGE_KEYS);
  const level = held(LEVEL_KEYS);
  const rest = fields
    .filter((field) => field !== message && field !== level && !TIME_KEYS.includes(field[0].toLowerCase()))
    .map(([name, value]) => `${name}=${value}`);
  const shown = [message?.[1], ...rest].filter((part) => part !== undefined).join('  ');
  return { shown, level: level === undefined ? null : levelOfWord(level[1]), fields };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function levelOfText(text: string): LogLevel {
  const word = LOGFMT_LEVEL.exec(text)?.[1] ?? KLOG_LEVEL.exec(text)?.[1] ?? PLAIN_LEVEL.exec(text)?.[1];
  return word === undefined ? null : levelOfWord(word);
}

/** Names of levels in common loggers; numbers as in pino (40, 50, 60). */
function levelOfWord(word: string): LogLevel {
  if (/^(?:e|f|err|error|fatal|panic|crit|critical|severe|alert|emerg|emergency|5\d|6\d)$/i.test(word))
    return 'error';
  return /^(?:w|warn|warning|4\d)$/i.test(word) ? 'warn' : null;
}
