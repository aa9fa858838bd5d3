import { environmentOf, UNASSIGNED } from '@/lib/derive/catalog/environment';
import type { ReadContext } from './context';

/** What the environments in use are read from. */
interface EnvironmentsContext extends Pick<ReadContext, 'actor' | 'scope' | 'environments'> {
  readonly index: {
    allPlacements(): Iterable<{ readonly cluster: string; readonly namespace: string }>;
  };
}

/** The way that a version goes, where no settings say otherwise. */
const USUAL_WAY: readonly string[] = ['development', 'staging', 'production'];

/**
 * Environments that some placement is in which the scope sees: those of the settings in their order, then development, staging and production,
 * then the others by name, and what no rule names at the end.
 */
export function readEnvironments({
  environments,
  index,
  scope,
}: EnvironmentsContext): readonly { readonly name: string; readonly title: string }[] {
  const rules = environments();
  const found = new Map<string, { name: string; title: string }>();
  for (const { cluster, namespace } of index.allPlacements()) {
    if (!scope.sees({ cluster, namespace })) continue;
    const { name, title } = environmentOf(cluster, namespace, rules);
    found.set(name, { name, title });
  }
  const order = [...rules.map(({ name }) => name), ...USUAL_WAY];
  const rankOf = (name: string): number => {
    if (name === UNASSIGNED.name) return order.length + 1;
    return order.includes(name) ? order.indexOf(name) : order.length;
  };
  return [...found.values()].sort((a, b) => rankOf(a.name) - rankOf(b.name) || (a.name < b.name ? -1 : 1));
}
