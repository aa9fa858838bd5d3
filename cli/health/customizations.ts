import path from 'node:path';
import { parse } from 'yaml';
import { WrongCustomization, customizationsOf, keyOf, type Customization } from '@/lib/lua';
import type { FoundObject } from '../documents';

/** An object and its file. */
export interface PlacedObject extends FoundObject {
  readonly file: string;
}

/**
 * Health scripts of the `argocd-cm` ConfigMaps among these objects; if there are two for a kind, the later one. Each error is passed to
 * `problem` as one line.
 */
export function configuredScripts(
  objects: readonly PlacedObject[],
  problem: (line: string) => void,
): readonly Customization[] {
  const scripts = new Map<string, Customization>();
  for (const { file, at, raw } of objects) {
    if (!isArgoConfig(raw)) continue;
    try {
      for (const one of customizationsOf(raw.data, (text) => parse(text) as unknown))
        scripts.set(one.key, one);
    } catch (error) {
      if (!(error instanceof WrongCustomization)) throw error;
      problem(`${file}, ${at}, ${error.field}: expected ${error.expected}.`);
    }
  }
  return [...scripts.values()];
}

function isArgoConfig(raw: unknown): raw is { readonly data?: unknown } {
  const { kind, metadata } = (raw ?? {}) as Partial<Record<string, unknown>>;
  return kind === 'ConfigMap' && (metadata as { name?: unknown } | null)?.name === 'argocd-cm';
}

/**
 * The file of a `--lua` value and the kinds that it is for. The kinds are given in front (`cert-manager.io_Certificate=FILE`), by the name of
 * the file (`cert-manager.io_Certificate.lua`), or by its folders as in Argo CD's repository (`cert-manager.io/Certificate/health.lua`).
 *
 * @throws WrongCustomization
 */
export function scriptFile(value: string): { readonly key: string; readonly file: string } {
  const named = /^([^=/\\]+)=(.+)$/u.exec(value);
  if (named?.[1] !== undefined && named[2] !== undefined)
    return { key: keyOf(named[1], '--lua'), file: named[2] };
  const { name, dir } = path.parse(path.resolve(value));
  if (name !== 'health') return { key: keyOf(name, '--lua'), file: value };
  const kind = path.basename(dir);
  const group = path.basename(path.dirname(dir));
  return { key: group.includes('.') || GROUPS.has(group) ? `${group}/${kind}` : kind, file: value };
}

/** Kubernetes' own groups that have no dot in their name. */
const GROUPS = new Set(['apps', 'autoscaling', 'batch', 'extensions', 'policy']);
