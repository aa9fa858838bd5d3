import type { VirtualClock } from './clock';
import type { Random } from './random';
import type { ObjectStore } from './store';
import type { KubeObject } from './types';

const TTL_MS = 3_600_000;
const COUNT_MAX = 1000;

export interface Occurrence {
  type?: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: string;
  host?: string;
}

interface EventObject extends KubeObject {
  involvedObject: { uid?: string };
  reason: string;
  message: string;
  count?: number;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

/** Writes `v1` Events as Kubernetes' recorders do: equal ones are counted. Each is kept for an hour; there are at most a thousand. */
export class EventRecorder {
  private sweptAtMs = 0;

  constructor(
    private clock: VirtualClock,
    private random: Random,
    private store: ObjectStore,
  ) {}

  record(about: KubeObject, happened: Occurrence): void {
    this.sweep();
    const now = this.clock.time();
    const { metadata } = about;
    const same = this.store
      .list<EventObject>('events', metadata.namespace ?? 'default')
      .find(
        (event) =>
          event.involvedObject.uid === metadata.uid &&
          event.reason === happened.reason &&
          event.message === happened.message,
      );
    if (same) {
      this.store.update<EventObject>('events', same, (draft) => {
        draft.count = (draft.count ?? 1) + 1;
        draft.lastTimestamp = now;
      });
      return;
    }
    // The scheduler uses the newer API: a MicroTime, an action and no count.
    const byScheduler = happened.component === 'default-scheduler';
    const { component, host } = happened;
    this.store.create('events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: `${metadata.name}.${this.random.hex(16)}`,
        namespace: metadata.namespace ?? 'default',
      },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name: metadata.name,
        ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
        uid: metadata.uid,
        resourceVersion: metadata.resourceVersion,
      },
      type: happened.type ?? 'Normal',
      reason: happened.reason,
      message: happened.message,
      source: byScheduler ? {} : { component, ...(host ? { host } : {}) },
      reportingComponent: component,
      reportingInstance: byScheduler ? `${component}-0` : (host ?? ''),
      ...(byScheduler
        ? { action: 'Binding', eventTime: this.clock.microTime(), firstTimestamp: null, lastTimestamp: null }
        : { eventTime: null, firstTimestamp: now, lastTimestamp: now, count: 1 }),
    });
  }

  /** Drops events that are older than an hour, and the oldest ones beyond the limit; at most once per minute of virtual time. */
  sweep(): void {
    const nowMs = this.clock.now();
    if (nowMs - this.sweptAtMs < 60_000) return;
    this.sweptAtMs = nowMs;
    const all = this.store.list<EventObject>('events');
    const surplus = all.length - COUNT_MAX;
    all.forEach((event, index) => {
      const last = event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '';
      if (index < surplus || nowMs - Date.parse(last) > TTL_MS) this.store.remove('events', event);
    });
  }
}
