import { environmentOf } from '@/lib/derive/catalog';
import type { EnvironmentRule } from '@/lib/model';
import type { WorldContext } from '@/lib/reads';

/** Environments that some placement is in: those of the settings in their order, then the others by name. */
export function environmentsInUse(
  rules: readonly EnvironmentRule[],
  { index }: Pick<WorldContext, 'index'>,
): readonly { readonly name: string; readonly title: string }[] {
  const found = new Map<string, { name: string; title: string }>();
  for (const { cluster, namespace } of index.allPlacements()) {
    const { name, title } = environmentOf(cluster, namespace, rules);
    found.set(name, { name, title });
  }
  const rank = new Map(rules.map((rule, position) => [rule.name, position]));
  const rankOf = (name: string) => rank.get(name) ?? rules.length;
  return [...found.values()].sort((a, b) => rankOf(a.name) - rankOf(b.name) || (a.name < b.name ? -1 : 1));
}
