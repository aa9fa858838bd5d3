import { existsSync } from 'node:fs';
import path from 'node:path';

const MANIFESTS = path.join(import.meta.dirname, 'manifests');

/** Our own manifest of a shop with the names and calls of Online Boutique; it is part of the repository. */
export const STAND_IN = path.join(MANIFESTS, 'shop.yaml');

/** A manifest of this repository: `e2e/manifests/<name>.yaml`. */
export function manifest(name: string): string {
  return path.join(MANIFESTS, `${name}.yaml`);
}

/**
 * Where other projects' manifests may be: beside the repository, in `../shared/fixtures`, or in the folder that
 * PILOTHOUSE_FIXTURES names. No test needs them: what reads them is skipped by its name where they are not there.
 */
function publishedFolder(): string {
  return (
    process.env.PILOTHOUSE_FIXTURES ?? path.resolve(import.meta.dirname, '..', '..', 'shared', 'fixtures')
  );
}

/** Google's Online Boutique as it is published, with twelve workloads; null where it is not there. */
export function publishedBoutique(): string | null {
  const file = path.join(publishedFolder(), 'clusters', 'online-boutique.yaml');
  return existsSync(file) ? file : null;
}

/** Online Boutique as it is published where it is there, else our stand-in: the same names and calls. */
export function onlineBoutique(): string {
  return publishedBoutique() ?? STAND_IN;
}
