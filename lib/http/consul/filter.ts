import { ConsulError } from './failure';

/** Whether an item belongs in the answer. `all`: every item does. */
export interface Filter {
  (thing: unknown): boolean;
  readonly all: boolean;
}

type Test = (thing: unknown) => boolean;

const EVERYTHING: Filter = Object.assign(() => true, { all: true });
const LENGTH_MAX = 2048;
const DEPTH_MAX = 32;

/**
 * A `filter` expression (developer.hashicorp.com/consul/api-docs/features/filtering): `==`, `!=`, `in`, `contains`, `is empty` and their
 * negations, with `and`, `or`, `not` and parentheses. `matches` is refused: a regular expression from outside may take for ever.
 *
 * @throws ConsulError 400 with what was expected.
 */
export function filterOf(expression: string | null): Filter {
  if (expression === null || expression.trim() === '') return EVERYTHING;
  if (expression.length > LENGTH_MAX) throw failure(`it is longer than ${LENGTH_MAX} characters`);
  return Object.assign(new Parser(tokensOf(expression)).parse(), { all: false });
}

interface Token {
  readonly kind: 'word' | 'text' | 'sign';
  readonly text: string;
}

const TOKEN = /\s*(?:(==|!=|[().[\]])|"((?:[^"\\]|\\.)*)"|`([^`]*)`|([\w/:@-]+))/y;

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  const text = expression.trimEnd();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) throw failure(`it cannot be read from "${text.slice(at, at + 20)}" on`);
    const [, sign, quoted, raw, word] = found;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'text', text: raw ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1') });
  }
  return tokens;
}

/** Recursive descent: `or` binds least, `not` most. */
class Parser {
  #at = 0;
  #depth = 0;

  constructor(readonly tokens: readonly Token[]) {}

  parse(): Test {
    const test = this.#or();
    const left = this.tokens[this.#at];
    if (left !== undefined) throw failure(`"${left.text}" is one word too many`);
    return test;
  }

  #or(): Test {
    const first = this.#and();
    if (!this.#takes('or')) return first;
    const rest = this.#or();
    return (thing) => first(thing) || rest(thing);
  }

  #and(): Test {
    const first = this.#not();
    if (!this.#takes('and')) return first;
    const rest = this.#and();
    return (thing) => first(thing) && rest(thing);
  }

  #not(): Test {
    if ((this.#depth += 1) > DEPTH_MAX * 4) throw failure('it is nested too deeply');
    if (this.#takes('not')) {
      const test = this.#not();
      return (thing) => !test(thing);
    }
    if (!this.#takes('(')) return this.#match();
    const test = this.#or();
    if (!this.#takes(')')) throw failure('a parenthesis is not closed');
    return test;
  }

  #match(): Test {
    const value = this.#take('a field or a value');
    if (value.kind === 'text' || this.#peeksIn()) return this.#membership(value);
    const path = this.#path(value);
    if (this.#takes('==')) return equals(path, this.#take('a value').text);
    if (this.#takes('!=')) return negated(equals(path, this.#take('a value').text));
    if (this.#takes('is')) {
      const no = this.#takes('not');
      if (!this.#takes('empty')) throw failure('after "is" comes "empty" or "not empty"');
      return no ? negated(isEmpty(path)) : isEmpty(path);
    }
    const no = this.#takes('not');
    if (this.#takes('contains')) {
      const test = holds(path, this.#take('a value').text);
      return no ? negated(test) : test;
    }
    if (this.#takes('matches')) throw failure('"matches" is not served here');
    throw failure('expected ==, !=, in, contains or is empty');
  }

  #membership({ text }: Token): Test {
    const no = this.#takes('not');
    if (!this.#takes('in')) throw failure(`after the value "${text}" comes "in" or "not in"`);
    const test = holds(this.#path(this.#take('a field')), text);
    return no ? negated(test) : test;
  }

  /** `Service.Meta.version`, `Service.Meta["my-key"]`. */
  #path(first: Token): readonly string[] {
    if (first.kind !== 'word') throw failure(`"${first.text}" is not a field`);
    const path = [first.text];
    for (;;) {
      if (this.#takes('.')) path.push(this.#take('a field').text);
      else if (this.#takes('[')) {
        path.push(this.#take('a key').text);
        if (!this.#takes(']')) throw failure('a bracket is not closed');
      } else return path;
    }
  }

  #peeksIn(): boolean {
    const [next, after] = [this.tokens[this.#at]?.text, this.tokens[this.#at + 1]?.text];
    return next === 'in' || (next === 'not' && after === 'in');
  }

  #takes(text: string): boolean {
    const token = this.tokens[this.#at];
    if (token === undefined || token.kind === 'text' || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #take(what: string): Token {
    const token = this.tokens[this.#at];
    if (token === undefined || token.kind === 'sign') throw failure(`expected ${what}`);
    this.#at += 1;
    return token;
  }
}

function valueAt(thing: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    thing,
  );
}

function equals(path: readonly string[], value: string): Test {
  return (thing) => {
    const held = valueAt(thing, path);
    if (typeof held === 'number' || typeof held === 'boolean') return String(held) === value;
    return held === value;
  };
}

/** A member of a list, a key of a map, or a part of a text. */
function holds(path: readonly string[], value: string): Test {
  return (thing) => {
    const held = valueAt(thing, path);
    if (Array.isArray(held)) return held.includes(value);
    if (typeof held === 'string') return held.includes(value);
    return typeof held === 'object' && held !== null && Object.hasOwn(held, value);
  };
}

function isEmpty(path: readonly string[]): Test {
  return (thing) => {
    const held = valueAt(thing, path);
    if (held === undefined || held === null || held === '') return true;
    return typeof held === 'object' && Object.keys(held).length === 0;
  };
}

function negated(test: Test): Test {
  return (thing) => !test(thing);
}

function failure(what: string): ConsulError {
  return new ConsulError(400, `Failed to create boolean expression evaluator: ${what}.`);
}
