import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, YAMLParseError } from 'yaml';

export type Entry = Readonly<Record<string, unknown>>;

/** The entries of one or several kubeconfig files by name; of two entries of one name the first counts, as in kubectl. */
export interface KubeconfigEntries {
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
  readonly contexts: ReadonlyMap<string, Entry>;
}

/** A kubeconfig file or context that cannot be used, and why, as a sentence. */
export interface KubeconfigProblem {
  readonly file: string | null;
  readonly context: string | null;
  readonly sentence: string;
}

const SECTIONS = [
  ['clusters', 'cluster'],
  ['users', 'user'],
  ['contexts', 'context'],
] as const;

/** Reads and merges kubeconfig files. Never throws: what cannot be read is in `problems`. */
export function readKubeconfigs(files: readonly string[]): {
  entries: KubeconfigEntries;
  problems: readonly KubeconfigProblem[];
} {
  const entries = {
    clusters: new Map<string, Entry>(),
    users: new Map<string, Entry>(),
    contexts: new Map<string, Entry>(),
  };
  const problems: KubeconfigProblem[] = [];
  for (const file of files) {
    try {
      const document = readDocument(file);
      for (const [section, key] of SECTIONS) {
        for (const [name, entry] of sectionOf(document, section, key)) {
          if (!entries[section].has(name)) entries[section].set(name, absolute(entry, path.dirname(file)));
        }
      }
    } catch (error) {
      problems.push({ file, context: null, sentence: `The kubeconfig ${file} ${reasonOf(error)}` });
    }
  }
  return { entries, problems };
}

class UnreadableFile extends Error {}

function readDocument(file: string): Entry {
  const document: unknown = parse(readFileSync(file, 'utf8'));
  if (document === null) return {};
  if (!isEntry(document)) throw new UnreadableFile('is not a kubeconfig: it should hold a map.');
  return document;
}

function* sectionOf(document: Entry, section: string, key: string): Generator<[string, Entry]> {
  const list = document[section] ?? [];
  if (!Array.isArray(list)) throw new UnreadableFile(`is not a kubeconfig: ${section} should be a list.`);
  for (const [index, item] of (list as unknown[]).entries()) {
    if (!isEntry(item) || typeof item.name !== 'string' || item.name === '') {
      throw new UnreadableFile(`is not a kubeconfig: ${section}[${index}] has no name.`);
    }
    const entry = item[key] ?? {};
    if (!isEntry(entry)) {
      throw new UnreadableFile(`is not a kubeconfig: ${section}[${index}].${key} should be a map.`);
    }
    yield [item.name, entry];
  }
}

const PATH_FIELDS = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile', 'token-file'];

/** Paths in a kubeconfig are relative to its folder; so is an exec plugin's command with a path. */
function absolute(entry: Entry, folder: string): Entry {
  const resolved: Record<string, unknown> = { ...entry };
  for (const field of PATH_FIELDS) {
    const value = resolved[field];
    if (typeof value === 'string' && value !== '') resolved[field] = path.resolve(folder, value);
  }
  const exec = resolved.exec;
  if (isEntry(exec) && typeof exec.command === 'string' && exec.command.includes(path.sep)) {
    resolved.exec = { ...exec, command: path.resolve(folder, exec.command) };
  }
  return resolved;
}

/** Never quotes the file, because it holds secrets. */
function reasonOf(error: unknown): string {
  if (error instanceof UnreadableFile) return error.message;
  if (error instanceof YAMLParseError) {
    const at = error.linePos?.[0];
    return at === undefined
      ? 'is not valid YAML.'
      : `is not valid YAML at line ${at.line}, column ${at.col}.`;
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'does not exist.';
  if (code === 'EACCES') return 'may not be read by this user.';
  if (code === 'EISDIR') return 'is a folder.';
  return `cannot be read: ${error instanceof Error ? error.message : 'for an unknown reason'}`;
}

export function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
