/** The query fields of the scope; they are kept from page to page. */
export const SCOPE_PARAMS = ['environment', 'cluster'] as const;
export type ScopeParam = (typeof SCOPE_PARAMS)[number];

/** A link within the present scope. */
export function withScope(href: string, params: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of SCOPE_PARAMS) {
    const value = params.get(name);
    if (value !== null && value !== '') kept.set(name, value);
  }
  const query = kept.toString();
  return query === '' ? href : `${href}?${query}`;
}

/** The query with one field of the scope set, or removed (null). The cursor of a list's page is removed with it. */
export function setScope(params: URLSearchParams, name: ScopeParam, value: string | null): string {
  const next = new URLSearchParams(params);
  if (value === null) next.delete(name);
  else next.set(name, value);
  next.delete('cursor');
  return next.toString();
}
