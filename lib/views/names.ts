/** The name in a reference, without kind and namespace: `group:default/payments` → `payments`. */
export function nameOfRef(ref: string | null | undefined): string | null {
  return ref?.split(/[:/]/).at(-1) ?? null;
}

/** Whether a link from a cluster or a file may be shown as a link: only http and https. */
export function isWebLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  return ['http:', 'https:'].includes(new URL(url).protocol);
}
