import type { MapNode } from '@/lib/model';
import { titleOf } from '../list/words';

/** What a band of the map, and a collapsed box, stands for. */
export const GROUPINGS = ['system', 'team', 'namespace', 'cluster'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** How much one box holds. `group` is a System, or what the map is grouped by. */
export const LEVELS = ['domain', 'group', 'service'] as const;
export type Level = (typeof LEVELS)[number];

export const GROUP_WORDS: Record<Grouping, { readonly one: string; readonly many: string }> = {
  system: { one: 'System', many: 'Systems' },
  team: { one: 'Team', many: 'Teams' },
  namespace: { one: 'Namespace', many: 'Namespaces' },
  cluster: { one: 'Cluster', many: 'Clusters' },
};

/** The key of what is outside and belongs to nothing. */
export const OUTSIDE = 'outside:';

export interface Group {
  /** `system:shop`; unique among boxes. */
  readonly key: string;
  readonly label: string;
}

/** The group that a node belongs to; what belongs to none has one of its own. */
export function groupOf(node: MapNode, grouping: Grouping): Group {
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

function nameOf(node: MapNode, grouping: Grouping): string | null {
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
