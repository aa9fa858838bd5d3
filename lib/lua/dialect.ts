const QUOTES = new Set(['"', "'"]);
/** Escapes that Lua 5.1 and 5.4 read alike; a digit begins a decimal one in both. */
const COMMON_ESCAPES = /[abfnrtv\\'"\n\r0-9]/u;

/**
 * Translates a script of Lua 5.1 to Lua 5.4: 5.1 reads an unknown escape (`"\."`, `"\-"`) as the letter itself, 5.4
 * refuses it. Comments and long strings stay as they are. Lines keep their numbers.
 */
export function fromLua51(source: string): string {
  let out = '';
  let at = 0;
  while (at < source.length) {
    const end = endOfVerbatim(source, at);
    if (end > at) {
      out += source.slice(at, end);
      at = end;
      continue;
    }
    const letter = source.charAt(at);
    if (!QUOTES.has(letter)) {
      out += letter;
      at += 1;
      continue;
    }
    const text = quotedText(source, at);
    out += text.lua;
    at = text.end;
  }
  return out;
}

/** Where a comment or a long string that begins here ends; `at` itself where none begins. */
function endOfVerbatim(source: string, at: number): number {
  const isComment = source.startsWith('--', at);
  const bracket = /\[=*\[/uy;
  bracket.lastIndex = isComment ? at + 2 : at;
  const long = bracket.exec(source);
  if (long !== null) {
    const close = source.indexOf(long[0].replaceAll('[', ']'), bracket.lastIndex);
    return close < 0 ? source.length : close + long[0].length;
  }
  if (!isComment) return at;
  const line = source.indexOf('\n', at);
  return line < 0 ? source.length : line;
}

function quotedText(source: string, start: number): { lua: string; end: number } {
  const quote = source.charAt(start);
  let lua = quote;
  let at = start + 1;
  while (at < source.length) {
    const letter = source.charAt(at);
    if (letter === '\\') {
      const next = source.charAt(at + 1);
      lua += COMMON_ESCAPES.test(next) ? letter + next : next;
      at += 2;
      continue;
    }
    lua += letter;
    at += 1;
    // Lua itself reports an unfinished string.
    if (letter === quote || letter === '\n') break;
  }
  return { lua, end: at };
}
