import { deriveGraph, sourceOf } from '@/lib/derive/topology';
import { dotOf, mermaidOf } from '@/lib/derive/topology/diagram';
import { withCatalog } from '@/lib/derive/topology/with-catalog';
import type { AnyObject, CatalogEntity } from '@/lib/model';
import { isMalformedObject, projectWritten } from '@/lib/projection';
import { describeProblem, parseCatalogFile } from '@/lib/projection/catalog-info';
import type { FileCommand } from '../command';
import { readDocuments } from '../documents';
import { inputText } from '../input';
import { failureLine } from '../launcher/failure';
import { readTopologyOptions } from '../topology/options';

/** For `pilothouse topology --help`. */
export const TOPOLOGY_HELP = `pilothouse topology -f FILE… [--catalog FILE…] [--format jsonl|json|mermaid|dot]

Lists what calls what, from Kubernetes manifests alone, with the field that says so: routes to Services, Services to the
workloads that they select, and calls that configuration names (environment, arguments, ConfigMaps, probes).
Secrets are not read, and no credential of a URL is printed.

  -f FILE…           YAML or JSON, any number of documents, Lists too; - is standard input
  --catalog FILE…    catalog-info.yaml files: their dependsOn and consumesApis become declared edges
  --format WORD      jsonl (the default): a line an edge, {from, to, kind, evidence}; json: one object
                     {nodes, edges}; mermaid, dot: a diagram

Exit code: 0 all was read, 1 something could not be read (the rest is listed), 2 not understood.
`;

/** `pilothouse topology`: see TOPOLOGY_HELP. */
export const topology: FileCommand = async ({ args, out, print, say }) => {
  const options = readTopologyOptions(args);
  if (typeof options === 'string') {
    say(`topology: ${options}; see pilothouse topology --help.`);
    return 2;
  }
  let problems = 0;
  const problem = (line: string): void => {
    problems += 1;
    say(line);
  };
  const objects = await objectsOf(options.files, problem);
  const entities = await entitiesOf(options.catalogs, problem);
  const { nodes, edges } = withCatalog(deriveGraph(sourceOf(objects)), entities);
  switch (options.format) {
    case 'jsonl':
      for (const { from, to, kind, evidence } of edges) out({ from, to, kind, evidence });
      break;
    case 'json':
      out({ nodes, edges });
      break;
    case 'mermaid':
      print(mermaidOf(nodes, edges));
      break;
    case 'dot':
      print(dotOf(nodes, edges));
      break;
  }
  return problems > 0 ? 1 : 0;
};

/** The objects of the files. If two have the same name, the later one is used, as with `kubectl apply`. */
async function objectsOf(files: readonly string[], problem: (line: string) => void): Promise<AnyObject[]> {
  const objects = new Map<string, AnyObject>();
  for (const file of files) {
    const text = await read(file, problem);
    if (text === null) continue;
    const { objects: found, problems } = readDocuments(file, text);
    problems.forEach(problem);
    for (const { at, raw } of found) {
      try {
        const object = projectWritten(raw);
        if (object === null) continue;
        const { namespace, name } = object.metadata;
        objects.set(`${object.kind}/${namespace}/${name}`, object);
      } catch (error) {
        if (!isMalformedObject(error)) throw error;
        problem(`${file}, ${at}: ${error.message}`);
      }
    }
  }
  return [...objects.values()];
}

async function entitiesOf(
  files: readonly string[],
  problem: (line: string) => void,
): Promise<CatalogEntity[]> {
  const entities: CatalogEntity[] = [];
  for (const file of files) {
    const text = await read(file, problem);
    if (text === null) continue;
    const parsed = parseCatalogFile(file, text);
    entities.push(...parsed.entities);
    for (const one of parsed.problems) problem(describeProblem(one));
  }
  return entities;
}

async function read(file: string, problem: (line: string) => void): Promise<string | null> {
  try {
    return await inputText(file);
  } catch (error) {
    problem(`${file}: cannot be read (${failureLine(error)}).`);
    return null;
  }
}
