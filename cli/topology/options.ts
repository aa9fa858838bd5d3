import { chosen, readOptions, type OptionRules } from '../options';

const FORMATS = ['jsonl', 'json', 'mermaid', 'dot'] as const;
export type TopologyFormat = (typeof FORMATS)[number];

export interface TopologyOptions {
  readonly files: readonly string[];
  /** catalog-info.yaml files. */
  readonly catalogs: readonly string[];
  readonly format: TopologyFormat;
}

const RULES: OptionRules<'filename' | 'catalog' | 'format'> = {
  options: {
    filename: { short: 'f', takes: 'a file, or - for standard input', isList: true },
    catalog: { takes: 'a catalog-info.yaml file', isList: true },
    format: { takes: `one of ${FORMATS.join(', ')}` },
  },
  others: 'filename',
};

/** Parses the arguments of `pilothouse topology`. A returned string is the error, as a sentence for people. */
export function readTopologyOptions(args: readonly string[]): TopologyOptions | string {
  const values = readOptions(args, RULES);
  if (typeof values === 'string') return values;
  const { filename: files, catalog: catalogs } = values;
  const format = chosen(values.format, FORMATS);
  if (format === null) return `--format takes ${RULES.options.format.takes}`;
  if (files.length === 0) return 'name one or more files with -f, or - for standard input';
  if ([...files, ...catalogs].filter((file) => file === '-').length > 1)
    return 'standard input can be read once';
  return { files, catalogs, format };
}
