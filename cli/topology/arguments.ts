const FORMATS = ['jsonl', 'json', 'mermaid', 'dot'] as const;
export type TopologyFormat = (typeof FORMATS)[number];

export interface TopologyArguments {
  readonly files: readonly string[];
  /** catalog-info.yaml files. */
  readonly catalogs: readonly string[];
  readonly format: TopologyFormat;
}

const OPTIONS: Readonly<Record<string, 'files' | 'catalogs' | 'format'>> = {
  '-f': 'files',
  '--filename': 'files',
  '--catalog': 'catalogs',
  '--format': 'format',
};

/** Reads the words behind `pilothouse topology`; a string is what was not understood, for a person. */
export function readTopologyArguments(words: readonly string[]): TopologyArguments | string {
  const found = { files: [] as string[], catalogs: [] as string[], format: [] as string[] };
  let into: keyof typeof found = 'files';
  for (const word of words) {
    const sign = word.startsWith('--') ? word.indexOf('=') : -1;
    const option = sign < 0 ? word : word.slice(0, sign);
    const named = Object.hasOwn(OPTIONS, option) ? OPTIONS[option] : undefined;
    if (named !== undefined && sign >= 0) found[named].push(word.slice(sign + 1));
    else if (named !== undefined) into = named;
    else if (word.startsWith('-') && word !== '-') return `there is no option ${word}`;
    else {
      found[into].push(word);
      // Several files may follow one option, as a shell's pattern gives them; a choice is one word.
      if (into === 'format') into = 'files';
    }
  }
  const format = FORMATS.find((one) => one === (found.format.at(-1) ?? 'jsonl'));
  if (format === undefined || into === 'format') return `--format takes one of ${FORMATS.join(', ')}`;
  if (found.files.length === 0) return 'name one or more files with -f, or - for standard input';
  if ([...found.files, ...found.catalogs].filter((file) => file === '-').length > 1)
    return 'standard input can be read once';
  return { files: found.files, catalogs: found.catalogs, format };
}
