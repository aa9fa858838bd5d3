import { rowKey, type MapRow } from '@/lib/model';
import { clusterSummary } from '@/lib/views/cluster-summary';
import type { WorldContext } from '@/lib/views/context';
import { protectionOf, registryRows } from '@/lib/views/registry/published';
import { readNow } from '@/lib/views/now';
import { NowPicture } from '@/lib/views/now-picture';
import { IS_TROUBLE } from '@/lib/views/notable';
import { serviceSummary } from '@/lib/views/service-summary';
import type { Details } from './details';
import type { Hub } from './hub';
import type { Pending } from './pending';

/** Rows of the registry that one turn derives. */
export const REGISTRY_MAX = 128;
/** Placements that one flush derives: some ten milliseconds; then the event loop has its turn. */
export const PLACEMENTS_MAX = 128;

export interface PublisherOptions {
  readonly context: WorldContext;
  readonly hub: Hub;
  readonly details: Details;
  /** Runs one derivation; what it throws is logged with what it was for, and the others go on. */
  readonly guard: (subject: string, derive: () => void) => void;
  /** Told which placements were derived anew, or are gone. */
  readonly onDerived?: (placements: readonly string[]) => void;
}

/** Derives what is pending and publishes what differs. */
export function createPublisher({ context, hub, details, guard, onDerived }: PublisherOptions) {
  const { views } = context;
  /** Ids of the rollout rows that each placement last had, and its Service. */
  const shown = new Map<string, { readonly service: string; readonly rollouts: readonly string[] }>();

  /** What Now is made of. */
  const nowPicture = new NowPicture(context);

  /** The map's rows as they were last published. */
  let drawn: ReadonlyMap<string, MapRow> = new Map();

  /** Keys of the rows of the registry that each service last had. */
  const registered = new Map<string, readonly string[]>();

  const publishPlacements = (ids: readonly string[], services: Set<string>): void => {
    const upserts = new Map<string, unknown>();
    const gone: string[] = [];
    for (const id of ids) {
      const before = shown.get(id);
      const view = views.get(id);
      const rows = view?.rollouts ?? [];
      for (const row of rows) upserts.set(row.id, row);
      gone.push(...(before?.rollouts ?? []).filter((row) => !rows.some((now) => now.id === row)));
      if (before) services.add(before.service);
      if (view) {
        services.add(view.service);
        shown.set(id, { service: view.service, rollouts: rows.map((row) => row.id) });
      } else {
        shown.delete(id);
      }
    }
    // A workload that moved to another Service keeps its row.
    hub.publish(
      'rollouts',
      upserts,
      gone.filter((row) => !upserts.has(row)),
    );
  };

  const publishServices = (ids: ReadonlySet<string>): void => {
    const upserts = new Map<string, unknown>();
    const gone: string[] = [];
    for (const id of ids) {
      guard(`service ${id}`, () => {
        const summary = serviceSummary(context, id);
        if (summary) upserts.set(id, summary);
        else gone.push(id);
      });
    }
    hub.publish('services', upserts, gone);
  };

  const publishClusters = (names: ReadonlySet<string>): void => {
    const upserts = new Map<string, unknown>();
    const gone: string[] = [];
    for (const name of names) {
      const picture = context.world.cluster(name);
      if (picture) upserts.set(name, clusterSummary(context, picture));
      else gone.push(name);
    }
    hub.publish('clusters', upserts, gone);
  };

  return {
    /** Works off a bounded part of what is pending; true: some is left. */
    flush(pending: Pending): boolean {
      const placements = pending.take(PLACEMENTS_MAX);
      const services = new Set(pending.services);
      const clusters = new Set(pending.clusters);
      pending.services.clear();
      pending.clusters.clear();
      nowPicture.touch(placements);
      for (const id of services) nowPicture.touch(context.index.service(id)?.placements ?? []);
      guard('rollouts', () => publishPlacements(placements, services));
      publishServices(services);
      guard('clusters', () => publishClusters(clusters));
      guard('history', () => onDerived?.(placements));
      details.moved({ services, clusters });
      return pending.left;
    },

    /** What is in trouble, and what Now says of it. */
    publishNow(): void {
      guard('now', () => {
        const { upserts, gone } = nowPicture.settle();
        const trouble = upserts.filter(({ health }) => IS_TROUBLE[health.status]);
        const calmed = upserts.filter(({ health }) => !IS_TROUBLE[health.status]);
        hub.publish('health', new Map(trouble.map((problem) => [problem.placement, problem])), [
          ...gone,
          ...calmed.map(({ placement }) => placement),
        ]);
        hub.publish('now', new Map([['now', readNow(context, nowPicture)]]));
      });
    },

    /** The map's boxes and edges that are other objects than before. */
    publishTopology(): void {
      guard('topology', () => {
        const rows = new Map(context.topology.rows().map((row) => [row.id, row]));
        const upserts = new Map([...rows].filter(([id, row]) => drawn.get(id) !== row));
        const gone = [...drawn.keys()].filter((id) => !rows.has(id));
        drawn = rows;
        hub.publish('topology', upserts, gone);
      });
    },

    /** Derives up to `max` rows of the registry that were touched, and tells what differs. True: some are left. */
    publishRegistry(max = REGISTRY_MAX): boolean {
      guard('registry', () => {
        const upserts = new Map<string, unknown>();
        const gone: string[] = [];
        context.registry.work(max);
        const derived = context.registry.takeNews();
        for (const id of derived) {
          const rows = registryRows(context, id).map((row) => [rowKey('registry', row), row] as const);
          for (const [key, row] of rows) upserts.set(key, row);
          const keys = rows.map(([key]) => key);
          gone.push(...(registered.get(id) ?? []).filter((key) => !keys.includes(key)));
          if (keys.length === 0) registered.delete(id);
          else registered.set(id, keys);
        }
        const protection = { kindOfRow: 'protection', id: 'protection', on: protectionOf(context) };
        upserts.set(rowKey('registry', protection), protection);
        hub.publish('registry', upserts, gone);
        if (derived.size > 0) details.registryMoved(derived);
      });
      return context.registry.isPending;
    },

    /** The Changes as they are; those that left the list leave the topic. */
    publishChanges(): void {
      const rows = new Map(context.changes.list().map((change) => [change.id, change]));
      const gone = hub.keys('changes').filter((id) => !rows.has(id));
      hub.publish('changes', rows, gone);
    },
  };
}
export type Publisher = ReturnType<typeof createPublisher>;
