/** The name in a reference, without kind and namespace: `group:default/payments` → `payments`. */
export function nameOfRef(ref: string | null | undefined): string | null {
  return ref?.split(/[:/]/).at(-1) ?? null;
}

/** A link that a browser may follow: http or https, nothing else that a cluster or a file may have written. */
export function isWebLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  return ['http:', 'https:'].includes(new URL(url).protocol);
}
