import { HEALTH, HEALTH_RANK, type Health } from '@/lib/model';
import { counted } from '../list/counted';
import type { IconName } from '../ui/icon';
import type { DrawnBox, Line } from './collapse';

const NBSP = '\u00a0';

const KIND_ICONS: Record<DrawnBox['kind'], IconName> = {
  entry: 'entry',
  service: 'workload',
  data: 'store',
  external: 'outside',
  group: 'stack',
};

export function boxIcon(box: DrawnBox): IconName {
  return KIND_ICONS[box.kind];
}

/** The health of one node; of several the worst. Nodes outside have no known health. */
export function boxHealth(box: DrawnBox): Health {
  return box.members
    .filter((node) => box.node !== null || node.kind !== 'external')
    .map((node) => node.health.status)
    .reduce<Health>((worst, one) => (HEALTH_RANK[one] > HEALTH_RANK[worst] ? one : worst), 'Healthy');
}

/** Whether its data is stale: its cluster does not answer, and the last known health is shown. */
export function isStale(box: DrawnBox): boolean {
  return box.node !== null && box.node.health.status === 'Unknown' && box.node.health.last !== null;
}

/** The environments of the placements in these boxes. */
export function environmentsOf(boxes: readonly DrawnBox[]): ReadonlySet<string> {
  return new Set(boxes.flatMap(({ node }) => node?.environment ?? []));
}

/** The second line of a box, with its environment where the map has several. */
export function placedDetail(box: DrawnBox, isMixed: boolean): string {
  const environment = box.node?.environment ?? null;
  return isMixed && environment !== null ? `${boxDetail(box)} · ${environment}` : boxDetail(box);
}

/** The version of a box, with the target of its rollout, or its kind; for a group its size. */
export function boxDetail(box: DrawnBox): string {
  const { node } = box;
  if (node === null) return counted(box.members.length, 'service');
  if (node.rollout !== null) return `→ ${node.rollout.toVersion}`;
  if (node.kind === 'external') return node.what === 'host' ? 'outside' : 'not watched';
  return node.version ?? node.what;
}

/** How many of its members are not Healthy, worst first: `2 Degraded, 1 Progressing`; null when all are Healthy. */
export function troubleOf(box: DrawnBox): string | null {
  const counts = tally([box]).filter(({ health }) => health !== 'Healthy');
  return counts.length === 0 ? null : counts.map(({ health, count }) => `${count} ${health}`).join(', ');
}

export interface HealthCount {
  readonly health: Health;
  readonly count: number;
}

/** How many nodes have each health, worst first; a health that none has is left out. */
export function tally(boxes: readonly DrawnBox[]): HealthCount[] {
  const counts = new Map<Health, number>();
  for (const { members } of boxes) {
    for (const { health } of members) counts.set(health.status, (counts.get(health.status) ?? 0) + 1);
  }
  return HEALTH.map((health) => ({ health, count: counts.get(health) ?? 0 }))
    .filter(({ count }) => count > 0)
    .reverse();
}

/** The accessible name of a box. */
export function boxName(
  box: DrawnBox,
  ties: { readonly callers: number; readonly callees: number },
  detail = boxDetail(box),
): string {
  const what = box.node === null ? detail : `${box.node.what} ${detail}`;
  return `${box.label}, ${boxHealth(box)}, ${what}, called by ${ties.callers}, calls ${ties.callees}`;
}

/** `1,240/min`; below ten with one decimal. */
export function rateOf(perMinute: number): string {
  const rounded = perMinute < 10 ? Math.round(perMinute * 10) / 10 : Math.round(perMinute);
  return `${rounded.toLocaleString('en')}/min`;
}

/** `31 %`; never 0 for a share above zero. */
export function shareOf(share: number): string {
  const percent = share * 100;
  return percent > 0 && percent < 1 ? `<1${NBSP}%` : `${Math.round(percent)}${NBSP}%`;
}

/** The traffic of a line for a list: `31 % of 1,240/min fail`, `410/min`, `not observed`. */
export function trafficWords(line: Pick<Line, 'perMinute' | 'failShare' | 'fails'>): string {
  if (line.perMinute === null) return 'not observed';
  return line.fails ? `${shareOf(line.failShare)} of ${rateOf(line.perMinute)} fail` : rateOf(line.perMinute);
}
