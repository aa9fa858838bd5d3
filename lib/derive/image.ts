/** A full container image reference: Docker Hub's short forms are completed. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  /** `sha256:…` */
  readonly digest: string | null;
}

const HOST_PART = '(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])';
const REGISTRY = new RegExp(
  `^(?:${HOST_PART}(?:\\.${HOST_PART})*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]{1,5})?$`,
  'u',
);
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/u;
const TAG = /^\w[\w.-]{0,127}$/u;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/u;
const NAME_MAX = 255;
/** Digests of the registered algorithms have one length (OCI image specification, descriptor). */
const HEX_LENGTH: Readonly<Record<string, number>> = { sha256: 64, sha512: 128 };

/**
 * Parses `registry/repository:tag@digest` by the grammar of the OCI distribution's references
 * (github.com/distribution/reference). An error is returned as a sentence that names the wrong part.
 */
export function parseImage(text: string): ImageReference | { readonly error: string } {
  if (text === '') return { error: 'The image is empty; expected registry/repository:tag or …@digest.' };
  if (text !== text.trim() || /\s/u.test(text)) return { error: 'The image holds a space.' };
  const { name, tag, digest } = split(text);
  if (digest !== null && !isDigest(digest)) {
    return { error: `The digest "${digest}" is not of the form sha256:<64 hexadecimal digits>.` };
  }
  if (tag !== null && !TAG.test(tag)) {
    return {
      error: `The tag "${tag}" is not 1 to 128 letters, digits, "_", "." or "-", led by no "." or "-".`,
    };
  }
  const { registry, repository } = splitRegistry(name);
  if (!REGISTRY.test(registry))
    return { error: `The registry "${registry}" is not a host name with a port.` };
  const wrong = repository.split('/').find((component) => !COMPONENT.test(component));
  if (wrong !== undefined) {
    return {
      error: `The repository part "${wrong}" is not lower-case letters and digits, joined by ".", "_" or "-".`,
    };
  }
  if (name.length > NAME_MAX) return { error: `The image name is longer than ${NAME_MAX} characters.` };
  return { registry, repository, tag, digest };
}

/** The version as people call it: the tag, else eight digits of the digest, else `latest`. */
export function versionOf(image: string): string {
  const { tag, digest } = split(image);
  if (tag !== null && tag !== '') return tag;
  const hex = digest?.split(':').at(-1) ?? '';
  return hex === '' ? 'latest' : hex.slice(0, 8);
}

function split(text: string): { name: string; tag: string | null; digest: string | null } {
  const at = text.indexOf('@');
  const digest = at < 0 ? null : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = rest.lastIndexOf(':');
  if (colon <= rest.lastIndexOf('/')) return { name: rest, tag: null, digest };
  return { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}

/** The first component is a registry if it looks like a host: a dot, a port, capitals, or `localhost`. */
function splitRegistry(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = /[.:]/u.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (first !== '' && isHost) return { registry: first, repository: name.slice(slash + 1) };
  return { registry: 'docker.io', repository: slash < 0 ? `library/${name}` : name };
}

function isDigest(digest: string): boolean {
  const [algorithm = '', hex = ''] = digest.split(':');
  const length = HEX_LENGTH[algorithm];
  return DIGEST.test(digest) && (length === undefined || hex.length === length);
}
