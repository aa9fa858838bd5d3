import { parseAllDocuments } from 'yaml';

/** One object of a file, and where it is: `document 2` or `document 1, items[3]`. */
export interface FoundObject {
  readonly at: string;
  readonly raw: unknown;
}

export interface ReadDocuments {
  readonly objects: readonly FoundObject[];
  /** The documents that are not valid YAML, one line for people each. */
  readonly problems: readonly string[];
}

/**
 * The objects of a manifest: YAML with any number of documents, or JSON. Lists (`List`, `PodList`, also nested ones) are unfolded, and empty
 * documents are skipped. An error in one document does not affect the others.
 */
export function readDocuments(file: string, text: string): ReadDocuments {
  const json = asJson(text);
  if (json !== undefined) return { objects: unfolded('document 1', json), problems: [] };
  const objects: FoundObject[] = [];
  const problems: string[] = [];
  const documents = parseAllDocuments(text, { merge: true, uniqueKeys: false, prettyErrors: false });
  for (const [index, document] of documents.entries()) {
    const at = `document ${index + 1}`;
    try {
      if (document.errors[0] !== undefined) throw document.errors[0];
      const value: unknown = document.toJS();
      if (value !== null && value !== undefined) objects.push(...unfolded(at, value));
    } catch (error) {
      problems.push(`${file}, ${at}: is no YAML (${firstLine(error)}).`);
    }
  }
  return { objects, problems };
}

/** JSON is YAML too, but JSON.parse is a hundred times faster, and lists that kubectl printed are large. */
function asJson(text: string): unknown {
  if (!/^\s*[{[]/u.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function unfolded(at: string, raw: unknown): FoundObject[] {
  if (typeof raw !== 'object' || raw === null) return [{ at, raw }];
  const { apiVersion, kind, items } = raw as Record<string, unknown>;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [{ at, raw }];
  const own = kind.slice(0, -'List'.length);
  return (items as unknown[]).flatMap((item, index) =>
    unfolded(`${at}, items[${index}]`, own === '' ? item : withType(item, { apiVersion, kind: own })),
  );
}

/** Items of a typed list have no kind of their own. */
function withType(item: unknown, type: { apiVersion: unknown; kind: string }): unknown {
  return typeof item === 'object' && item !== null && !Array.isArray(item) ? { ...type, ...item } : item;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
