import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** Words that are not used in code, comments, documents and screens, with what to say instead. */
const SAY_INSTEAD: Readonly<Record<string, string>> = {
  told: 'reported, shown, sent, listed, published, known or distinguished',
  untold: 'not reported',
  plight: 'problem, cause or diagnosis',
  plights: 'problems, causes or diagnoses',
  deed: 'action',
  deeds: 'actions',
  she: 'they',
  her: 'their or them',
  hers: 'theirs',
  herself: 'themselves',
  asker: 'caller or requester',
  tell: 'show, report or send',
  tells: 'shows, reports or sends',
  hears: 'receives',
  mend: 'fix or repair',
  mends: 'fixes or repairs',
  riddle: 'question or puzzle',
  riddles: 'questions or puzzles',
};

/** Names of files that say nothing, with the folders where the name is that of an area. */
const VAGUE_FILES: Readonly<Record<string, { readonly say: string; readonly areas: readonly string[] }>> = {
  config: { say: 'what it configures', areas: [] },
  words: { say: 'what kind of sentences it makes', areas: [] },
  registry: {
    say: 'what it holds of the registry',
    areas: ['lib/api', 'lib/db', 'lib/actions', 'lib/policy', 'lib/views/entries'],
  },
};

/** Exported types that two rooms may call by the same name, with the reason; none so far. */
const SHARED_NAMES: Readonly<Record<string, { readonly rooms: readonly string[]; readonly why: string }>> =
  {};

const SKIPPED = [
  /^(node_modules|\.git|\.next|\.pilothouse|test-results|public)\//,
  /^(lib\/db\/generated|e2e\/cluster\/go|prisma\/migrations|docs\/screenshots)\//,
  /^(package-lock\.json|next-env\.d\.ts|tsconfig\.tsbuildinfo|LICENSE)$/,
  // It lists the words.
  /^scripts\/words\.test\.ts$/,
];
const TEXT = /\.(tsx?|m?js|cjs|mts|css|md|ya?ml|json|prisma|sh)$/;

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (SKIPPED.some((pattern) => pattern.test(entry.isDirectory() ? `${file}/` : file))) return [];
    return entry.isDirectory() ? filesBelow(file) : [file];
  });
}

const files = filesBelow('.').filter((file) => TEXT.test(file));
const code = files.filter((file) => /^(lib|components)\/.*\.tsx?$/.test(file) && !/\.test\./.test(file));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The words of a line, in lower case: of prose, and of names in camelCase, kebab-case and CONSTANT_CASE. */
function wordsOf(line: string): string[] {
  return (line.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase());
}

/** What is to be changed in a text: `file:12: "told": say reported, …`. */
function faultsOf(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...new Set(wordsOf(line))]
        .filter((word) => Object.hasOwn(SAY_INSTEAD, word))
        .map((word) => `${file}:${index + 1}: "${word}": say ${SAY_INSTEAD[word] ?? ''}`),
    );
}

/** Tests may be called by their area. */
const isModule = (file: string): boolean => /\.tsx?$/.test(file) && !/\.(test|spec)\./.test(file);

/** The room of a file: `lib/derive`, `components/now`. */
const roomOf = (file: string): string => file.split('/').slice(0, 2).join('/');

function exportedTypes(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of code)
    for (const [, name = ''] of read(file).matchAll(/^export (?:interface|type|class|enum) (\w+)/gm))
      found.set(name, [...(found.get(name) ?? []), file]);
  return found;
}

describe('words', () => {
  it('are found in prose and in names of every form, and in no other word', () => {
    expect(wordsOf('untilTold data-col="deed" TOLD_AT isToldOnce')).toEqual(
      'until told data col deed told at is told once'.split(' '),
    );
    expect(faultsOf('a.ts', 'const a = 1;\n// She was told.')).toEqual([
      'a.ts:2: "she": say they',
      `a.ts:2: "told": say ${SAY_INSTEAD.told ?? ''}`,
    ]);
    expect(faultsOf('a.ts', 'indeed, there are shells, others and a feather')).toEqual([]);
  });

  it('are plain in code, comments, documents and screens', () => {
    expect(files.length).toBeGreaterThan(1000);
    expect(files.flatMap((file) => faultsOf(file, read(file)))).toEqual([]);
  });

  it('are plain in the names of files', () => {
    expect(files.flatMap((file) => faultsOf(file, file))).toEqual([]);
    const vague = files.flatMap((file) => {
      const rule = VAGUE_FILES[path.basename(file).split('.')[0] ?? ''];
      if (rule === undefined || !isModule(file) || rule.areas.includes(path.dirname(file))) return [];
      return [`${file}: name it after ${rule.say}`];
    });
    expect(vague).toEqual([]);
  });
});

describe('names of types', () => {
  it('say what the type is: none is called Standing', () => {
    const named = files
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) =>
        read(file)
          .split('\n')
          .flatMap((line, index) =>
            /\b(interface|type|class|enum) Standing\b/.test(line)
              ? [`${file}:${index + 1}: say what it is: availability, phase, counts …`]
              : [],
          ),
      );
    expect(named).toEqual([]);
  });

  it('mean one thing in lib and components', () => {
    const twice = [...exportedTypes()].flatMap(([name, where]) => {
      if (where.length < 2) return [];
      const allowed = SHARED_NAMES[name]?.rooms ?? [];
      const rooms = where.map(roomOf);
      const isAllowed = new Set(rooms).size === rooms.length && rooms.every((room) => allowed.includes(room));
      return isAllowed ? [] : [`${name}: ${where.join(', ')}`];
    });
    expect(twice).toEqual([]);
  });

  it('that two rooms share are still shared', () => {
    const types = exportedTypes();
    const stale = Object.keys(SHARED_NAMES).filter((name) => (types.get(name)?.length ?? 0) < 2);
    expect(stale).toEqual([]);
  });
});
