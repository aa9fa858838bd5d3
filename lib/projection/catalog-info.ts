import { parseAllDocuments } from 'yaml';
import type { z } from 'zod';
import { ENTITY_KINDS, type CatalogEntity, type EntityKind } from '@/lib/model';
import { refOf } from './catalog-ref';
import { headSchema, specSchema, type Spec } from './catalog-schema';

/** One error in a catalog file: where it is, and what was expected. */
export interface CatalogProblem {
  readonly file: string;
  /** The number of the document in the file, from 1. */
  readonly document: number;
  /** `spec.owner`, `spec.dependsOn[2]`; empty for the document as a whole. */
  readonly field: string;
  /** `expected a reference such as group:default/payments`. */
  readonly expected: string;
}

export interface CatalogFile {
  readonly entities: readonly CatalogEntity[];
  readonly problems: readonly CatalogProblem[];
  /** Backstage documents that Pilothouse does not use: `Location default/root`. */
  readonly skipped: readonly string[];
}

/** Backstage's own kinds that describe nothing that runs. */
const UNUSED_KINDS: readonly string[] = ['Location', 'Template'];

/**
 * Reads a catalog-info.yaml (backstage.io/docs/features/software-catalog/descriptor-format) with any number of
 * documents. An invalid document is left out and reported with all its problems; the others are read. References are
 * returned in full, links that are not http(s) are dropped.
 */
export function parseCatalogFile(file: string, content: string): CatalogFile {
  const entities: CatalogEntity[] = [];
  const problems: CatalogProblem[] = [];
  const skipped: string[] = [];
  const seen = new Map<string, number>();
  let number = 0;
  for (const document of parseAllDocuments(content, { merge: true })) {
    number += 1;
    const found = readDocument(() => {
      const [error] = document.errors;
      if (error) throw error;
      return document.toJS() as unknown;
    });
    const complain = (field: string, expected: string) =>
      problems.push({ file, document: number, field, expected });
    if ('entity' in found) {
      const { entity } = found;
      const before = seen.get(entity.ref);
      if (before === undefined) entities.push(entity);
      else
        complain('metadata.name', `expected one entity of a name; document ${before} is ${entity.ref} too`);
      seen.set(entity.ref, before ?? number);
    } else if ('skipped' in found) {
      if (found.skipped !== null) skipped.push(found.skipped);
    } else {
      for (const { field, expected } of found.problems) complain(field, expected);
    }
  }
  return { entities, problems, skipped };
}

/** A problem as a line for people: `shop.yaml, document 3, spec.owner: expected …`. */
export function describeProblem({ file, document, field, expected }: CatalogProblem): string {
  return `${[file, `document ${document}`, field].filter((part) => part !== '').join(', ')}: ${expected}.`;
}

type Found =
  | { readonly entity: CatalogEntity }
  | { readonly skipped: string | null }
  | { readonly problems: readonly { readonly field: string; readonly expected: string }[] };

function readDocument(read: () => unknown): Found {
  let raw: unknown;
  try {
    raw = read();
  } catch (error) {
    return { problems: [{ field: '', expected: `expected YAML; ${firstLine(error)}` }] };
  }
  if (raw === null || raw === undefined) return { skipped: null };
  const head = headSchema.safeParse(raw, { error: () => 'expected an entity of a catalog' });
  if (!head.success) return { problems: problemsOf(head.error, []) };
  const { kind, metadata } = head.data;
  const namespace = metadata.namespace ?? 'default';
  if (UNUSED_KINDS.includes(kind)) return { skipped: `${kind} ${namespace}/${metadata.name}` };
  if (!isEntityKind(kind)) {
    return { problems: [{ field: 'kind', expected: `expected one of ${ENTITY_KINDS.join(', ')}` }] };
  }
  const spec = specSchema(kind, namespace).safeParse((raw as { spec?: unknown }).spec);
  if (!spec.success) return { problems: problemsOf(spec.error, ['spec']) };
  return { entity: entityOf(kind, head.data, spec.data) };
}

function entityOf(kind: EntityKind, { metadata }: z.infer<typeof headSchema>, spec: Spec): CatalogEntity {
  const namespace = metadata.namespace ?? 'default';
  const memberOf =
    kind === 'Group' ? [spec.parent].filter((parent) => typeof parent === 'string') : spec.memberOf;
  return {
    ref: refOf(kind, namespace, metadata.name),
    kind,
    namespace,
    name: metadata.name,
    title: metadata.title ?? null,
    description: metadata.description ?? null,
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    tags: metadata.tags ?? [],
    links: (metadata.links ?? []).flatMap(({ url, title }) =>
      isWeb(url) ? [{ url, title: title ?? url }] : [],
    ),
    type: spec.type ?? null,
    lifecycle: spec.lifecycle ?? null,
    owner: spec.owner ?? null,
    system: spec.system ?? null,
    domain: spec.domain ?? null,
    dependsOn: spec.dependsOn ?? [],
    providesApis: spec.providesApis ?? [],
    consumesApis: spec.consumesApis ?? [],
    memberOf: memberOf ?? [],
  };
}

function isEntityKind(kind: string): kind is EntityKind {
  return (ENTITY_KINDS as readonly string[]).includes(kind);
}

function isWeb(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

function problemsOf(error: z.ZodError, at: readonly PropertyKey[]) {
  return error.issues.map(({ path, message }) => ({ field: fieldOf([...at, ...path]), expected: message }));
}

/** `spec.dependsOn[2]` */
function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, part) => {
    if (typeof part === 'number') return `${field}[${part}]`;
    return field === '' ? String(part) : `${field}.${String(part)}`;
  }, '');
}

function firstLine(error: unknown): string {
  return (
    (error instanceof Error ? error.message : String(error)).split('\n')[0]?.replace(/[:.\s]+$/, '') ?? ''
  );
}
