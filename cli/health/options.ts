import { chosen, readOptions, type OptionRules } from '../options';

/** When the exit code is 3: for Degraded, Missing and Unknown objects, also for Progressing ones, or never. */
const FAIL_ON = ['degraded', 'progressing', 'none'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface HealthOptions {
  readonly files: readonly string[];
  /** Files with an `argocd-cm` ConfigMap. */
  readonly configs: readonly string[];
  /** Lua files: `FILE`, or `<group>_<kind>=FILE`. */
  readonly scripts: readonly string[];
  readonly failOn: FailOn;
}

const RULES: OptionRules<'filename' | 'config' | 'lua' | 'fail-on'> = {
  options: {
    filename: { short: 'f', takes: 'a file, or - for standard input', isList: true },
    config: { takes: 'a file with an argocd-cm ConfigMap', isList: true },
    lua: { takes: 'a Lua file, or <group>_<kind>=FILE', isList: true },
    'fail-on': { takes: `one of ${FAIL_ON.join(', ')}` },
  },
  others: 'filename',
};

/** Parses the arguments of `pilothouse health`. A returned string is the error, as a sentence for people. */
export function readHealthOptions(args: readonly string[]): HealthOptions | string {
  const values = readOptions(args, RULES);
  if (typeof values === 'string') return values;
  const { filename: files, config: configs, lua: scripts } = values;
  const failOn = chosen(values['fail-on'], FAIL_ON);
  if (failOn === null) return `--fail-on takes ${RULES.options['fail-on'].takes}`;
  if (files.length === 0) return 'name one or more files with -f, or - for standard input';
  if (files.filter((file) => file === '-').length > 1) return 'standard input can be read once';
  return { files, configs, scripts, failOn };
}
