import type { CatalogEntity } from '@/lib/model';

/** Annotations of a Component that describe its instances in the registry. */
export const PORT = 'pilothouse.dev/port';
const REGISTRY_NAME = 'pilothouse.dev/registry-name';
const MIN_INSTANCES = 'pilothouse.dev/min-instances';

function annotation(component: CatalogEntity | null, name: string): string {
  return (component?.annotations[name] ?? '').trim();
}

/** The name under which a Component registers itself, where it is not its own name; null where it is. */
export function registryName(component: CatalogEntity): string | null {
  return annotation(component, REGISTRY_NAME) || null;
}

/** Ports that a Component declares: `8080`, or `8080, 9090`. Empty where it declares no valid port. */
export function declaredPorts(component: CatalogEntity | null): readonly number[] {
  const words = annotation(component, PORT)
    .split(',')
    .map((word) => word.trim());
  return words.filter((word) => /^\d{1,5}$/.test(word)).map(Number);
}

/** How many instances a Component wants at least: in total, or in one environment. */
export interface Expected {
  /** Null: in all environments together. */
  readonly environment: string | null;
  readonly instances: number;
}

/** `3`, or `production=4, staging=1`. Other values are ignored. */
export function expectedInstances(component: CatalogEntity | null): readonly Expected[] {
  const words = annotation(component, MIN_INSTANCES)
    .split(',')
    .map((word) => word.trim());
  return words.flatMap((word) => {
    const found = /^(?:([^=\s]+)\s*=\s*)?(\d{1,5})$/.exec(word);
    if (found === null) return [];
    return [{ environment: found[1] ?? null, instances: Number(found[2]) }];
  });
}
