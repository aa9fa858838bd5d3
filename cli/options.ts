import { parseArgs } from 'node:util';

/** An option of a command. Each takes a value. */
export interface OptionRule {
  /** The letter of its short form: `f` for `-f`. */
  readonly short?: string;
  /** The expected value, as it is written in messages: `a file`, `one of json, dot`. */
  readonly takes: string;
  /** Whether several values may follow it, as when a shell expands `*.yaml`. */
  readonly isList?: boolean;
}

export interface OptionRules<Name extends string> {
  /** By the long form, without its dashes. */
  readonly options: Readonly<Record<Name, OptionRule>>;
  /** The option that arguments without an option count as. */
  readonly others: NoInfer<Name>;
}

/** The values of each option, in their order. */
export type OptionValues<Name extends string> = Readonly<Record<Name, readonly string[]>>;

/** Parses the arguments of a command. A returned string is the error, as a sentence for people. `-` is a value: standard input. */
export function readOptions<Name extends string>(
  args: readonly string[],
  { options, others }: OptionRules<Name>,
): OptionValues<Name> | string {
  const isOption = (name: string): name is Name => Object.hasOwn(options, name);
  const names = Object.keys(options).filter(isOption);
  const values = Object.fromEntries(names.map((name) => [name, [] as string[]])) as Record<Name, string[]>;
  let current = others;
  for (const token of tokensOf(args, options)) {
    if (token.kind === 'positional') values[current].push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isOption(name)) return `there is no option ${rawName}`;
    const isMissing = value === undefined || (!inlineValue && /^-./u.test(value));
    if (isMissing) return `${rawName} takes ${options[name].takes}`;
    values[name].push(value);
    current = options[name].isList === true ? name : others;
  }
  return values;
}

function tokensOf(args: readonly string[], options: Readonly<Record<string, OptionRule>>) {
  const rules = Object.entries(options).map(([name, { short }]) => [
    name,
    { type: 'string' as const, ...(short === undefined ? {} : { short }) },
  ]);
  // Not strict, because the messages of Node do not name the expected value.
  return parseArgs({
    args: [...args],
    options: Object.fromEntries(rules) as Record<string, { type: 'string'; short?: string }>,
    allowPositionals: true,
    strict: false,
    tokens: true,
  }).tokens;
}

/** The last value if it is one of the choices; the first choice if there is no value; null for any other value. */
export function chosen<Choice extends string>(
  values: readonly string[],
  choices: readonly [Choice, ...Choice[]],
): Choice | null {
  const last = values.at(-1) ?? choices[0];
  return choices.find((choice) => choice === last) ?? null;
}
