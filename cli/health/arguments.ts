/** When the command ends with 3: for what is broken, also for what is not there yet, or never. */
const FAIL_ON = ['degraded', 'progressing', 'none'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface HealthArguments {
  readonly files: readonly string[];
  /** Files with an `argocd-cm` ConfigMap. */
  readonly configs: readonly string[];
  /** Lua files: `FILE`, or `<group>_<kind>=FILE`. */
  readonly scripts: readonly string[];
  readonly failOn: FailOn;
}

const OPTIONS: Readonly<Record<string, 'files' | 'configs' | 'scripts' | 'failOn'>> = {
  '-f': 'files',
  '--filename': 'files',
  '--config': 'configs',
  '--lua': 'scripts',
  '--fail-on': 'failOn',
};

/** Reads the words behind `pilothouse health`; a string is what was not understood, for a person. */
export function readArguments(words: readonly string[]): HealthArguments | string {
  const found = {
    files: [] as string[],
    configs: [] as string[],
    scripts: [] as string[],
    failOn: [] as string[],
  };
  let into: keyof typeof found = 'files';
  for (const word of words) {
    const [option = '', value] = word.startsWith('--') ? splitAt(word, '=') : [word];
    const named = Object.hasOwn(OPTIONS, option) ? OPTIONS[option] : undefined;
    if (named !== undefined && value !== undefined) found[named].push(value);
    else if (named !== undefined) into = named;
    else if (word.startsWith('-') && word !== '-') return `there is no option ${word}`;
    else {
      found[into].push(word);
      // Several files may follow one option, as a shell's pattern gives them; a choice is one word.
      if (into === 'failOn') into = 'files';
    }
  }
  const failOn = FAIL_ON.find((one) => one === (found.failOn.at(-1) ?? 'degraded'));
  if (failOn === undefined || into === 'failOn') return `--fail-on takes one of ${FAIL_ON.join(', ')}`;
  if (found.files.length === 0) return 'name one or more files with -f, or - for standard input';
  if (found.files.filter((file) => file === '-').length > 1) return 'standard input can be read once';
  return { ...found, failOn };
}

function splitAt(word: string, separator: string): [string, string | undefined] {
  const at = word.indexOf(separator);
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
