import type { Config } from '@/lib/model';
import type { ContextSpec } from './contexts';

export interface NamedContext {
  readonly spec: ContextSpec;
  /** The name of the cluster throughout Pilothouse: unique. */
  readonly name: string;
  readonly provider: string | null;
  readonly region: string | null;
}

/** Names clusters by the settings, else by their contexts; a name that is taken gets a number. */
export function nameContexts(contexts: readonly ContextSpec[], config: Config): readonly NamedContext[] {
  const taken = new Set<string>();
  return contexts.map((spec) => {
    const settings = config.clusters.find((each) => each.context === spec.name);
    const wanted = settings?.name ?? spec.name;
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`;
    taken.add(name);
    return { spec, name, provider: settings?.provider ?? null, region: settings?.region ?? null };
  });
}
