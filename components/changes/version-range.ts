/** The part of an image that typing a new version replaces: its tag with its digest; the end when it has neither. */
export function versionRange(image: string): readonly [number, number] {
  const name = image.lastIndexOf('/') + 1;
  const digest = image.indexOf('@', name);
  const tag = image.indexOf(':', name);
  if (tag !== -1 && (digest === -1 || tag < digest)) return [tag + 1, image.length];
  return digest === -1 ? [image.length, image.length] : [digest, image.length];
}
