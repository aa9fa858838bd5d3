import { EVIDENCE_SOURCES, type EvidenceSource } from '@/lib/model';
import { DEPTHS, type Depth } from './focus';
import { GROUPINGS, LEVELS, type MapGrouping, type Level } from './grouping';
import { MAP_EDGE_KINDS, type EdgeQuery, type MapEdgeKind } from './select-edges';

export type MapView = 'map' | 'list';

/** Everything that is chosen on the map. It is in the address, so that a link shows the same map. */
export interface MapQuery extends EdgeQuery {
  readonly view: MapView;
  readonly level: Level;
  readonly grouping: MapGrouping;
  readonly open: readonly string[];
  readonly focus: string | null;
  readonly depth: Depth;
  /** The selected box and edge. */
  readonly node: string | null;
  readonly edge: string | null;
  /** Boxes that were hidden by the person. */
  readonly hide: readonly string[];
  readonly find: string;
}

/** What can be read from an address. */
interface Address {
  readonly get: (name: string) => string;
  readonly list: (name: string) => readonly string[];
}

/** The query of an address; unknown values become the default. */
export function readMapQuery(address: Address): MapQuery {
  const text = (name: string): string | null => address.get(name) || null;
  return {
    view: address.get('view') === 'list' ? 'list' : 'map',
    level: oneOf<Level>(LEVELS, address.get('level'), 'service'),
    grouping: oneOf<MapGrouping>(GROUPINGS, address.get('group'), 'system'),
    open: address.list('open').map(decodeItem),
    focus: text('focus'),
    depth: oneOf<Depth>(DEPTHS, address.get('depth'), '2'),
    node: text('node'),
    edge: text('edge'),
    hide: address.list('hide').map(decodeItem),
    find: address.get('find'),
    kinds: address.list('edges').filter(isOneOf<MapEdgeKind>(MAP_EDGE_KINDS)),
    evidence: address.list('evidence').filter(isOneOf<EvidenceSource>(EVIDENCE_SOURCES)),
    quiet: address.list('show').includes('quiet'),
    rejected: address.list('show').includes('rejected'),
  };
}

/** Names as items of a comma-separated list: a name may contain a comma itself. */
export function encodeItem(name: string): string {
  return name.replaceAll('%', '%25').replaceAll(',', '%2C');
}

export function decodeItem(item: string): string {
  return item.replaceAll('%2C', ',').replaceAll('%25', '%');
}

function oneOf<T extends string>(all: readonly T[], text: string, standard: T): T {
  return all.find((one) => one === text) ?? standard;
}

function isOneOf<T extends string>(all: readonly T[]): (text: string) => text is T {
  return (text): text is T => all.some((one) => one === text);
}
