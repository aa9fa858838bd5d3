import { readFile, rename, writeFile } from 'node:fs/promises';
import { isRecord } from './json';
import { resourceOfKind } from './resources';
import type { KubeObject } from './types';
import type { World } from './world';

interface Saved {
  format: 1;
  nowMs: number;
  random: number;
  version: number;
  objects: KubeObject[];
}

/** Writes the cluster's objects atomically. */
export async function saveWorld(world: World, path: string): Promise<void> {
  const saved: Saved = {
    format: 1,
    nowMs: world.clock.now(),
    random: world.random.state,
    version: world.store.version,
    objects: world.store.dump(),
  };
  await writeFile(`${path}.new`, JSON.stringify(saved), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** The objects that `saveWorld` wrote; null where there is no usable file. */
export async function readSaved(path: string): Promise<Saved | null> {
  try {
    const saved: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isRecord(saved) && saved.format === 1 && Array.isArray(saved.objects)
      ? (saved as unknown as Saved)
      : null;
  } catch {
    return null;
  }
}

export function restoreWorld(world: World, saved: Saved): void {
  world.random.state = saved.random;
  world.store.restore(
    saved.version,
    saved.objects.map((object) => [resourceOfKind(object.kind).plural, object]),
  );
}

export type { Saved };
