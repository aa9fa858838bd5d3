import type { VirtualClock } from './clock';
import type { EventRecorder } from './event-recorder';
import type { Illness } from './fates';
import type { Random } from './random';
import type { ObjectStore } from './store';

/** What the parts of one cluster share. */
export interface World {
  clock: VirtualClock;
  random: Random;
  store: ObjectStore;
  events: EventRecorder;
  illnesses: readonly Illness[];
}

export const secondsSince = (world: World, time: string | undefined): number =>
  time ? (world.clock.now() - Date.parse(time)) / 1000 : Number.POSITIVE_INFINITY;
