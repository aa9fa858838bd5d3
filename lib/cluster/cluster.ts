import { KINDS, type ClusterGateway, type PodLogs } from '@/lib/model';
import type { ClusterWriter } from '@/lib/store';
import type { Random } from './backoff';
import type { Connection } from './connection';
import { KubeFailure } from './failure';
import { createGate } from './gate';
import { createGateway } from './gateway';
import { createHeartbeat, createProbe } from './heartbeat';
import { createAgents, destroyAgents } from './http';
import { identify, type ClusterIdentity } from './identity';
import type { Project } from './intake';
import { listPage, type Wire } from './list';
import type { ClusterLog } from './log';
import { createPodLogs } from './logs';
import type { Pulse } from './reach';
import { createReflector, type Reflector } from './reflector';
import type { ClusterTimers } from './timers';
import { openWatch } from './watch';

export interface ClusterPorts {
  readonly connection: Connection;
  readonly writer: ClusterWriter;
  readonly project: Project;
  readonly timers: ClusterTimers;
  readonly random: Random;
  readonly log: ClusterLog;
  /**
   * The identity of the cluster is known, for the first time or changed. Returns whether to watch it: false when
   * another context already does.
   */
  readonly onIdentity: (identity: ClusterIdentity) => boolean;
}

/** One API server: its heartbeat, its reflectors, its gateway and its logs. It never waits for another cluster. */
export interface Cluster {
  readonly gateway: ClusterGateway;
  readonly logs: PodLogs;
  start(): void;
  /** Closes every stream and connection. */
  stop(): Promise<void>;
}

/** Lists of one cluster that run at a time, in the order of KINDS: events come last. */
const LISTS_AT_ONCE = 3;

export function createCluster(ports: ClusterPorts): Cluster {
  const { writer, timers, log } = ports;
  const wire: Wire = {
    connection: ports.connection,
    kept: createAgents(true),
    fresh: createAgents(false),
  };
  const probe = createProbe(ports.connection);
  const heartbeat = createHeartbeat({ probe: (signal) => probe.probe(signal), timers, onPulse });
  const stopping = new AbortController();
  let reflectors: readonly Reflector[] = [];
  let identity: ClusterIdentity | null = null;
  let identifying: Promise<void> | null = null;
  let stopped = false;

  function onPulse(pulse: Pulse, before: Pulse): void {
    const { state, observedAt, reason } = pulse;
    const observed = observedAt === null ? null : new Date(observedAt).toISOString();
    writer.setReach({ state, observedAt: observed, reason }, timers.now().toISOString());
    if (state !== before.state)
      log.info({ cluster: writer.picture.info.name, state, reason }, 'cluster reach changed');
    if (state !== 'live') return;
    const returned = before.state !== 'live';
    if (returned) for (const reflector of reflectors) reflector.wake();
    if (returned || identity === null) identifying ??= learnIdentity().finally(() => (identifying = null));
  }

  /** Another cluster may answer at this address after a break: then the picture is not valid for it. */
  async function learnIdentity(): Promise<void> {
    let next: ClusterIdentity;
    try {
      next = await identify(wire, stopping.signal);
    } catch (error) {
      if (error instanceof KubeFailure && error.status === 401) onUnauthorized(error.message);
      return;
    }
    if (stopped) return;
    const known = identity;
    identity = next;
    writer.setInfo({ ...writer.picture.info, ...next });
    if (known === null || known.uid !== next.uid) {
      if (known !== null) await endReflectors();
      if (ports.onIdentity(next)) watchAll();
    }
  }

  function watchAll(): void {
    if (stopped) return;
    const gate = createGate(LISTS_AT_ONCE);
    reflectors = KINDS.map((kind) =>
      createReflector({
        ...ports,
        kind,
        gate,
        source: {
          list: (of, page) => listPage(wire, of, page),
          watch: (of, from) => openWatch(wire, of, from),
        },
        onUnauthorized,
      }),
    );
    for (const reflector of reflectors) reflector.start();
  }

  function onUnauthorized(sentence: string): void {
    probe.suspect();
    heartbeat.refused(sentence);
  }

  async function endReflectors(): Promise<void> {
    const ended = reflectors;
    reflectors = [];
    await Promise.all(ended.map((reflector) => reflector.stop()));
  }

  return {
    gateway: createGateway(wire),
    logs: createPodLogs(wire),
    start: () => heartbeat.start(),
    async stop() {
      stopped = true;
      stopping.abort();
      await Promise.all([heartbeat.stop(), endReflectors(), identifying]);
      probe.close();
      destroyAgents(wire.kept);
      destroyAgents(wire.fresh);
    },
  };
}
