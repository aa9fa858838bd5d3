import { rowKey } from '@/lib/model';
import type { WorldContext } from '../context';
import { registryDetailRows } from '../registry/published';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';
import { SIGNS_MS } from './registry';

/** `registry:{name}`: one service of the registry, with a row for each instance and disagreement. */
export const registeredService: View = {
  name: 'registered-service',
  topics: ['registry'],
  patched: ['registry'],
  detail: { absent: (name) => `The registry knows no service "${name}".` },
  cadence: AT_ONCE,
  onlyWhileViewed: false,
  scope: AGGREGATE,
  dependsOn: ['registry'],
  open: (_, context, name) => openRegisteredService(context, name),
};

function openRegisteredService(context: WorldContext, name: string): OpenView {
  let shown: ReadonlySet<string> = new Set();
  return {
    all: () => [name],
    touched: ({ derived }) => (derived.get('registry')?.has(context.registry.rowOf(name)) ? [name] : []),
    renewed: { everyMs: SIGNS_MS, keys: () => [name] },
    derive() {
      const rows = registryDetailRows(context, name);
      const upserts = new Map(rows.map((row) => [rowKey(`registry:${name}`, row), row]));
      const deletes = [...shown].filter((key) => !upserts.has(key));
      shown = new Set(upserts.keys());
      return { rows: [{ topic: 'registry', upserts, deletes }], validUntil: null };
    },
  };
}
