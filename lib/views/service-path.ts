export function servicePath(id: string): string {
  return `/catalog/${encodeURIComponent(id)}`;
}
