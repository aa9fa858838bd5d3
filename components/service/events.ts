import type { EventDto } from '@/lib/model';
import { groupBy } from '../list/group-by';

/** The same event, of one object or of several. */
export interface EventGroup {
  readonly key: string;
  /** The newest of them; its text is shown for all. */
  readonly latest: EventDto;
  /** The number of objects. */
  readonly objects: number;
  /** How often it was reported, of all objects together. */
  readonly count: number;
}

/**
 * Events newest first. The same event of several objects of a kind is one row: four pods that crash alike are one row, three steps of one
 * Deployment stay three.
 */
export function groupEvents(events: readonly EventDto[]): EventGroup[] {
  const newest = [...events].sort((a, b) => b.lastSeen.localeCompare(a.lastSeen));
  const lines: EventDto[][] = [];
  for (const alike of groupBy(newest, likeness).values()) {
    const open: EventDto[][] = [];
    for (const event of alike) {
      const line = open.find((held) => held.every(({ object }) => object.name !== event.object.name));
      if (line) line.push(event);
      else open.push([event]);
    }
    lines.push(...open);
  }
  return lines
    .flatMap((held): EventGroup[] => {
      const [latest] = held;
      if (latest === undefined) return [];
      const count = held.reduce((sum, event) => sum + Math.max(1, event.count), 0);
      return [{ key: latest.id, latest, objects: held.length, count }];
    })
    .sort((a, b) => b.latest.lastSeen.localeCompare(a.latest.lastSeen));
}

/** Events of the cluster and kept ones, each once: of both, the cluster's is the newer. */
export function mergeEvents(live: readonly EventDto[], kept: readonly EventDto[]): readonly EventDto[] {
  const held = new Set(live.map(({ id }) => id));
  return [...live, ...kept.filter(({ id }) => !held.has(id))];
}

/** A key that is equal for events that differ only in names, uids and numbers. */
function likeness({ type, reason, object, message }: EventDto): string {
  const plain = message
    .replaceAll(object.name, '')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
    .replaceAll(/\d+/g, '#');
  return [type, reason, object.kind, plain].join('\n');
}
