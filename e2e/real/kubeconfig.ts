import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';

/** One context with its own cluster and user. */
export interface ContextParts {
  readonly name: string;
  readonly cluster: Readonly<Record<string, unknown>>;
  /** Null: the context names a user that the file does not hold. */
  readonly user: Readonly<Record<string, unknown>> | null;
}

/** The first context of a kubeconfig file, under another name. */
export async function contextOf(file: string, name: string): Promise<ContextParts> {
  const config = parse(await readFile(file, 'utf8')) as {
    clusters: { cluster: Record<string, unknown> }[];
    users: { user: Record<string, unknown> }[];
  };
  const [cluster, user] = [config.clusters[0]?.cluster, config.users[0]?.user];
  if (cluster === undefined || user === undefined) throw new Error(`${file} has no context`);
  return { name, cluster, user };
}

/** The text of a kubeconfig that holds these contexts. */
export function kubeconfigText(contexts: readonly ContextParts[]): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: contexts.map(({ name, cluster }) => ({ name, cluster })),
    users: contexts.flatMap(({ name, user }) => (user === null ? [] : [{ name, user }])),
    contexts: contexts.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
    'current-context': contexts[0]?.name,
  });
}
