import { environmentOf, UNASSIGNED } from '@/lib/derive/catalog/environment';
import type { ReadContext } from './context';

/** The inputs of the environments in use. */
interface EnvironmentsContext extends Pick<ReadContext, 'actor' | 'scope' | 'environments'> {
  readonly index: {
    allPlacements(): Iterable<{ readonly cluster: string; readonly namespace: string }>;
  };
}

/** The order in which versions are promoted, where no settings say otherwise. */
const USUAL_WAY: readonly string[] = ['development', 'staging', 'production'];

/**
 * Environments of the placements that the scope sees: those of the settings in their order, then development, staging and production, then
 * others by name, and the one of unassigned placements last.
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
