import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';

/** Writes a file into a new folder; returns its path. */
export function writeTemporary(name: string, text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'pilothouse-')), name);
  writeFileSync(file, text);
  return file;
}

/** Writes a kubeconfig with one context for each server. */
export function writeKubeconfig(
  contexts: readonly { readonly name: string; readonly server: string; readonly token: string }[],
): string {
  const text = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: contexts.map(({ name, server }) => ({ name, cluster: { server } })),
    users: contexts.map(({ name, token }) => ({ name, user: { token } })),
    contexts: contexts.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
  });
  return writeTemporary('config', text);
}
