import { useUrlState } from './use-url-state';

/** The scope of the top bar, as every list reads it from the address. */
export interface PageScope {
  readonly environment: readonly string[];
  readonly cluster: readonly string[];
}

/** Whether an environment and cluster are within the scope; an empty choice includes all. */
export function inScope(
  scope: PageScope,
  what: { readonly environment: string; readonly cluster: string },
): boolean {
  return (
    (scope.environment.length === 0 || scope.environment.includes(what.environment)) &&
    (scope.cluster.length === 0 || scope.cluster.includes(what.cluster))
  );
}

export function useScope(): PageScope {
  const url = useUrlState();
  return { environment: url.list('environment'), cluster: url.list('cluster') };
}
