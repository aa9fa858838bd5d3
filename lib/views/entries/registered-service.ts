import type { WorldContext } from '../context';
import { registryServiceDetail } from '../registry/published';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';
import { oneRow } from './one-row';
import { SIGNS_MS } from './registry';

/** `registry:{name}`: one service of the registry with its instances. */
export const registeredService: View = {
  name: 'registered-service',
  topics: ['registry'],
  patched: ['registry'],
  detail: { absent: (name) => `The registry knows no service "${name}".` },
  cadence: AT_ONCE,
  onlyWhileViewed: false,
  scope: AGGREGATE,
  standsOn: ['registry'],
  open: (_, context, name) => openRegisteredService(context, name),
};

function openRegisteredService(context: WorldContext, name: string): OpenView {
  return {
    all: () => [name],
    touched: ({ derived }) => (derived.get('registry')?.has(context.registry.rowOf(name)) ? [name] : []),
    renewed: { everyMs: SIGNS_MS, keys: () => [name] },
    derive: () => oneRow('registry', name, registryServiceDetail(context, name)),
  };
}
