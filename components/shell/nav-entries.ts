import type { IconName } from '../ui/icon';
import type { ShellData } from './shell-data';

export interface NavEntry {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly count?: keyof ShellData['counts'];
  /** Its count is a problem. */
  readonly loud?: boolean;
  /** It has a tab of its own on a phone; the others are behind More. */
  readonly tab: boolean;
}

/** The pages of the navigation. */
export const NAV_ENTRIES: readonly NavEntry[] = [
  { href: '/', label: 'Now', icon: 'pulse', count: 'broken', loud: true, tab: true },
  { href: '/catalog', label: 'Catalog', icon: 'list', tab: true },
  { href: '/topology', label: 'Topology', icon: 'graph', tab: true },
  { href: '/health', label: 'Health', icon: 'heart', count: 'health', tab: false },
  { href: '/rollouts', label: 'Rollouts', icon: 'bars', count: 'rollouts', tab: false },
  { href: '/registry', label: 'Registry', icon: 'book', count: 'registry', tab: false },
  { href: '/changes', label: 'Changes', icon: 'merge', count: 'changes', tab: true },
  { href: '/clusters', label: 'Clusters', icon: 'servers', tab: false },
  { href: '/audit', label: 'Audit', icon: 'shield', tab: false },
];

/** Whether a page belongs to an entry: the page of the entry or one below it. */
export function isCurrent(href: string, pathname: string): boolean {
  if (href === '/') return pathname === '/';
  return pathname === href || pathname.startsWith(`${href}/`);
}
