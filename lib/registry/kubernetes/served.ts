/** Which Kubernetes Services discovery clients get. */
export interface KubernetesDiscovery {
  /** Names of clusters; empty: no Kubernetes Services. */
  readonly clusters: readonly string[];
  /** Globs of namespaces; null: all but those of the system. */
  readonly namespaces: readonly string[] | null;
  /** Whether `web` of the namespace `shop` is named `web-shop`. */
  readonly namespaceSuffix: boolean;
}

/** Whether Services of a namespace are served. */
export function isServed({ namespaces }: KubernetesDiscovery, namespace: string): boolean {
  if (namespaces === null) return !namespace.startsWith('kube-') && !namespace.endsWith('-system');
  return namespaces.some((glob) => fits(glob, namespace));
}

export function servedName(
  { namespaceSuffix }: KubernetesDiscovery,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): string {
  return namespaceSuffix ? `${name}-${namespace}` : name;
}

/** `*` stands for any run of characters, at the beginning, at the end or both. */
function fits(glob: string, name: string): boolean {
  const begins = glob.startsWith('*');
  const ends = glob.endsWith('*') && glob.length > 1;
  const word = glob.slice(begins ? 1 : 0, ends ? -1 : undefined);
  if (begins && ends) return name.includes(word);
  if (begins) return name.endsWith(word);
  return ends ? name.startsWith(word) : name === word;
}
