/** The name of a machine as a heading: `payments` → `Payments`, `data-platform` → `Data platform`. */
export function titleOf(name: string): string {
  const words = name.replaceAll(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
