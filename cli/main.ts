import { readSettings, type Env } from '@/lib/env';
import type { Command, FileCommand } from './command';
import { failureLine } from './launcher/failure';

interface Entry {
  readonly name: string;
  readonly usage: string;
  readonly does: string;
  /** The text of `--help`, where it is more than the line in the list of commands. */
  readonly help?: () => Promise<string>;
  /** Whether the command reads its own arguments; others take none. */
  readonly takesArguments?: boolean;
  readonly load: () => Promise<Command>;
}

interface FileEntry extends Omit<Entry, 'load' | 'takesArguments'> {
  readonly loadFileCommand: () => Promise<FileCommand>;
}

/** The code of a command is loaded only when the command is called, because the schema engine alone has 4 MB. */
const COMMANDS: readonly (Entry | FileEntry)[] = [
  {
    name: 'start',
    usage: 'start',
    does: 'serve Pilothouse (as npm start does)',
    load: async () => {
      const { start } = await import('./start');
      return () => start({ env: process.env, mode: 'production' });
    },
  },
  {
    name: 'health',
    usage: 'health -f FILE…',
    does: 'judge the objects of Kubernetes manifests; - is standard input',
    help: async () => (await import('./commands/health')).HEALTH_HELP,
    loadFileCommand: async () => (await import('./commands/health')).health,
  },
  {
    name: 'topology',
    usage: 'topology -f FILE…',
    does: 'list what calls what in Kubernetes manifests, and the field that says so',
    help: async () => (await import('./commands/topology')).TOPOLOGY_HELP,
    loadFileCommand: async () => (await import('./commands/topology')).topology,
  },
  {
    name: 'migrate',
    usage: 'migrate',
    does: 'bring the database up to this version',
    load: async () => (await import('./commands/migrate')).migrate,
  },
  {
    name: 'catalog import',
    usage: 'catalog import FILE…',
    does: "import Backstage's catalog-info.yaml; - is standard input",
    takesArguments: true,
    load: async () => (await import('./commands/catalog-import')).catalogImport,
  },
  {
    name: 'audit verify',
    usage: 'audit verify',
    does: "recompute the audit log's chain",
    load: async () => (await import('./commands/audit-verify')).auditVerify,
  },
];

export interface Streams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

const PROCESS: Streams = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
};

/**
 * Runs the `pilothouse` command. Results go to standard output, one JSON object a line; messages for people to standard error.
 *
 * @returns the exit code: 0 success, 1 failure or partial failure, 2 wrong arguments.
 */
export async function main(argv: readonly string[], env: Env, streams: Streams = PROCESS): Promise<number> {
  const say = (line: string) => streams.stderr(`${line}\n`);
  const entry = COMMANDS.find(({ name }) => argv.slice(0, name.split(' ').length).join(' ') === name);
  if (argv.length === 0 || argv.some((word) => word === '--help' || word === '-h')) {
    streams.stdout((await entry?.help?.()) ?? help());
    return argv.length === 0 ? 2 : 0;
  }
  if (entry === undefined) {
    say(`pilothouse: there is no command "${argv.join(' ')}"; pilothouse --help lists them.`);
    return 2;
  }
  const call = {
    args: argv.slice(entry.name.split(' ').length),
    out: (value: object) => streams.stdout(`${JSON.stringify(value)}\n`),
    print: streams.stdout,
    say,
  };
  const [unexpected] = takesArguments(entry) ? [] : call.args;
  if (unexpected !== undefined) {
    say(`pilothouse: ${entry.name} takes no arguments, and "${unexpected}" is one.`);
    return 2;
  }
  try {
    if ('loadFileCommand' in entry) return await (await entry.loadFileCommand())(call);
    const settings = readSettings(env);
    if ('error' in settings) throw new Error(settings.error);
    return await (
      await entry.load()
    )({ ...call, settings: settings.ok });
  } catch (error) {
    say(`pilothouse: ${failureLine(error)}`);
    return 1;
  }
}

function takesArguments(entry: Entry | FileEntry): boolean {
  return 'loadFileCommand' in entry || entry.takesArguments === true;
}

function help(): string {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  const lines = COMMANDS.map(({ usage, does }) => `  pilothouse ${usage.padEnd(width)}  ${does}`);
  return `${lines.join('\n')}\n`;
}
