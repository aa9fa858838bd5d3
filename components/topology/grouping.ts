import type { MapNode } from '@/lib/model';
import { titleOf } from '../list/title-of';

/** What a band of the map, or a collapsed box, groups by. */
export const GROUPINGS = ['system', 'team', 'namespace', 'cluster'] as const;
export type MapGrouping = (typeof GROUPINGS)[number];

/** How much one box holds. `group` is a System, or the chosen grouping of the map. */
export const LEVELS = ['domain', 'group', 'service'] as const;
export type Level = (typeof LEVELS)[number];

export const GROUP_WORDS: Record<MapGrouping, { readonly one: string; readonly many: string }> = {
  system: { one: 'System', many: 'Systems' },
  team: { one: 'Team', many: 'Teams' },
  namespace: { one: 'Namespace', many: 'Namespaces' },
  cluster: { one: 'Cluster', many: 'Clusters' },
};

/** The key for nodes outside that belong to no group. */
export const OUTSIDE = 'outside:';

export interface Group {
  /** `system:shop`; unique among boxes. */
  readonly key: string;
  readonly label: string;
}

/** The group of a node; nodes without a group share one. */
export function groupOf(node: MapNode, grouping: MapGrouping): Group {
  const name = nameOf(node, grouping);
  if (name !== null && name !== '') {
    const isOurs = grouping === 'system' || grouping === 'team';
    return { key: `${grouping}:${name}`, label: isOurs ? titleOf(name) : name };
  }
  return node.kind === 'external'
    ? { key: OUTSIDE, label: 'Outside' }
    : { key: `${grouping}:`, label: `No ${GROUP_WORDS[grouping].one}` };
}

export function domainOf(node: MapNode): Group {
  if (node.domain !== null && node.domain !== '')
    return { key: `domain:${node.domain}`, label: titleOf(node.domain) };
  return node.kind === 'external'
    ? { key: OUTSIDE, label: 'Outside' }
    : { key: 'domain:', label: 'No Domain' };
}

function nameOf(node: MapNode, grouping: MapGrouping): string | null {
  switch (grouping) {
    case 'system':
      return node.system;
    case 'team':
      return node.owner;
    case 'namespace':
      return node.namespace;
    case 'cluster':
      return node.cluster;
  }
}
