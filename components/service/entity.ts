/** The kind and name of an entity reference, `[kind:][namespace/]name` (Backstage's Entity References); Component by default. */
export function entityOf(ref: string): { kind: string; name: string } {
  const colon = ref.indexOf(':');
  const kind = colon < 0 ? 'component' : ref.slice(0, colon);
  const rest = ref.slice(colon + 1);
  const known = kind.toLowerCase() === 'api' ? 'API' : kind.charAt(0).toUpperCase() + kind.slice(1);
  return { kind: known, name: rest.slice(rest.lastIndexOf('/') + 1) };
}
