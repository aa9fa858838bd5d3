import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/**
 * A shared fixture: real manifests that stand beside the project, not in it (`../shared/fixtures`, or the folder that
 * PILOTHOUSE_FIXTURES names). Throws with what is missing.
 */
export function fixture(file: string): string {
  const folder = process.env.PILOTHOUSE_FIXTURES ?? path.join(root, '..', 'shared', 'fixtures');
  const found = path.join(folder, file);
  if (!existsSync(found))
    throw new Error(`The fixture ${file} is not in ${folder}; set PILOTHOUSE_FIXTURES.`);
  return found;
}

/** Google's Online Boutique: twelve workloads, eleven Services. */
export function onlineBoutique(): string {
  return fixture('clusters/online-boutique.yaml');
}
