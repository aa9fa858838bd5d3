import {
  AppError,
  isAppError,
  type Actor,
  type ChangeDetail,
  type RegistryServiceDetail,
  type ServiceDetail,
  type Topic,
} from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { registryServiceDetail } from '@/lib/views/registry/published';
import { serviceDetail } from '@/lib/views/service-detail';
import { targetRollout } from '@/lib/views/target-rollout';
import type { Channel, Hub } from './hub';
import type { Timers } from './timers';

/** How long a page's rows are kept for its stream to come and go on from them. */
const LINGER_MS = 30_000;

export interface DetailsOptions {
  readonly context: WorldContext;
  readonly hub: Hub;
  readonly timers: Timers;
  /** One Change as one actor sees it. AppError `not-found`. */
  readonly readChange: (id: string, actor: Actor) => Promise<ChangeDetail>;
  readonly guard: (subject: string, derive: () => void) => void;
  readonly onError: (error: unknown, subject: string) => void;
}

interface Open extends Channel {
  readonly subject: { readonly kind: 'service' | 'change' | 'registry'; readonly id: string };
  readonly actor: Actor;
  users: number;
  cancelLinger: (() => void) | null;
  /** Of a Change: what the database said last. */
  change: ChangeDetail | null;
  /** The last reading that was begun: what an earlier one brings is old. */
  reading: number;
}

/** The channel of a topic for an actor: a Change tells each actor what she may do, all else is the same for all. */
export function channelOf(topic: Topic, actor: Actor): Channel {
  return { topic, channel: topic.startsWith('change:') ? `${topic}\n${actor.id}` : topic };
}

export interface Acquired {
  /** Lets go; the channel is forgotten a while after the last one did. */
  readonly release: () => void;
  readonly error: Error | null;
}

/** Topics of one thing, derived only while someone looks at it. */
export class Details {
  private readonly open = new Map<string, Open>();

  constructor(private readonly options: DetailsOptions) {}

  /**
   * Opens the channel of a detail topic and fills it; null for a topic that is always kept. `error` is what kept it empty (AppError
   * `not-found`): the channel stands all the same, and is filled when the thing appears.
   */
  async acquire(topic: Topic, actor: Actor): Promise<Acquired | null> {
    const subject = subjectOf(topic);
    if (!subject) return null;
    const { hub } = this.options;
    const channel = channelOf(topic, actor);
    const detail: Open = this.open.get(channel.channel) ?? {
      ...channel,
      subject,
      actor,
      users: 0,
      cancelLinger: null,
      change: null,
      reading: 0,
    };
    detail.cancelLinger?.();
    detail.cancelLinger = null;
    detail.users += 1;
    this.open.set(channel.channel, detail);
    hub.open(channel);
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      this.release(detail);
    };
    try {
      if (subject.kind === 'change') await this.readChange(detail);
      else this.publishFromMemory(detail);
      return { release, error: null };
    } catch (error) {
      return { release, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  /** Derives again what is looked at among what was touched. */
  moved({ services, clusters }: { services: ReadonlySet<string>; clusters: ReadonlySet<string> }): void {
    for (const detail of this.open.values()) {
      const { kind, id } = detail.subject;
      const { guard } = this.options;
      if (kind === 'service') {
        if (services.has(id)) guard(detail.topic, () => this.refresh(detail));
      } else if (kind === 'change' && detail.change) {
        const { service, target } = detail.change;
        if (clusters.has(target.cluster)) this.reload(detail);
        else if (service === null || services.has(service))
          guard(detail.topic, () => this.publishChange(detail));
      }
    }
  }

  /** Rows of the registry were derived again: those that are looked at are told. */
  registryMoved(rows: ReadonlySet<string>): void {
    for (const detail of this.open.values()) {
      const { kind, id } = detail.subject;
      if (kind !== 'registry') continue;
      const row = this.options.context.registry.rowOf(id);
      if (rows.has(row)) this.options.guard(detail.topic, () => this.refresh(detail));
    }
  }

  /** Whether anyone looks at a service of the registry. */
  get isRegistryOpen(): boolean {
    return [...this.open.values()].some(({ subject, users }) => subject.kind === 'registry' && users > 0);
  }

  /** A Change moved in the database: it is read again where it is looked at. Null: any may have. */
  changesMoved(id: string | null): void {
    for (const detail of this.open.values()) {
      const { kind, id: own } = detail.subject;
      if (kind === 'change' && (id === null || own === id)) this.reload(detail);
    }
  }

  /** The list of Changes was replaced: Services show their own. */
  recentChangesMoved(): void {
    for (const detail of this.open.values()) {
      if (detail.subject.kind !== 'service') continue;
      this.options.guard(detail.topic, () => this.refresh(detail));
    }
  }

  stop(): void {
    for (const detail of this.open.values()) detail.cancelLinger?.();
    this.open.clear();
  }

  private release(detail: Open): void {
    detail.users -= 1;
    if (detail.users > 0) return;
    detail.cancelLinger = this.options.timers.after(LINGER_MS, () => {
      this.open.delete(detail.channel);
      this.options.hub.close(detail.channel);
    });
  }

  private publishFromMemory({ channel, subject }: Open): void {
    const { context, hub } = this.options;
    const row: ServiceDetail | RegistryServiceDetail | null =
      subject.kind === 'registry'
        ? registryServiceDetail(context, subject.id)
        : serviceDetail(context, subject.id);
    if (row === null)
      throw new AppError(
        'not-found',
        `There is no ${subject.kind === 'registry' ? 'registered service' : 'service'} "${subject.id}".`,
      );
    hub.publish(channel, new Map([[row.id, row]]));
  }

  /** What went takes its row with it. */
  private refresh(detail: Open): void {
    try {
      this.publishFromMemory(detail);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'not-found') throw error;
      this.options.hub.publish(detail.channel, new Map(), [detail.subject.id]);
    }
  }

  private reload(detail: Open): void {
    this.readChange(detail).catch((error: unknown) => this.options.onError(error, detail.topic));
  }

  private async readChange(detail: Open): Promise<void> {
    detail.reading += 1;
    const reading = detail.reading;
    const change = await this.options.readChange(detail.subject.id, detail.actor);
    if (reading !== detail.reading || this.open.get(detail.channel) !== detail) return;
    detail.change = change;
    this.publishChange(detail);
  }

  /** While a Change is carried out, its progress is what the picture shows now. */
  private publishChange({ channel, subject, change }: Open): void {
    if (!change) return;
    const moving = change.state === 'executing' || change.state === 'verifying';
    const progress = moving ? targetRollout(this.options.context, change.target) : change.progress;
    this.options.hub.publish(channel, new Map([[subject.id, { ...change, progress }]]));
  }
}

/** Whether a topic is of one thing, and kept only while someone looks at it. */
export function isDetail(topic: Topic): boolean {
  return subjectOf(topic) !== null;
}

function subjectOf(topic: Topic): Open['subject'] | null {
  const [kind, ...rest] = topic.split(':');
  if (kind !== 'service' && kind !== 'change' && kind !== 'registry') return null;
  if (rest.length === 0) return null;
  return { kind, id: rest.join(':') };
}
