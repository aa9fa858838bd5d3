import type { Connection } from './connection';
import { KubeFailure } from './failure';
import { createAgents, destroyAgents } from './http';
import { kubeProbe } from './kube-fetch';
import { FIRST_PULSE, answered, missed, type Pulse } from './reach';
import { sleep, type ClusterTimers } from './timers';

export interface HeartbeatPorts {
  /** Sends one request to see whether the server answers. Throws KubeFailure. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  readonly timers: ClusterTimers;
  /** Called after each heartbeat, before the next begins. */
  readonly onPulse: (pulse: Pulse, before: Pulse) => void;
}

/** Checks every 5 s whether a cluster answers; every 2 s while it does not, so that its return is seen soon. */
export interface ClusterHeartbeat {
  start(): void;
  /** Another request found that the credentials are refused. */
  refused(sentence: string): void;
  stop(): Promise<void>;
}

const BEAT_MS = 5_000;
const AWAY_BEAT_MS = 2_000;
export const PROBE_TIMEOUT_MS = 4_000;

export function createHeartbeat({ probe, timers, onPulse }: HeartbeatPorts): ClusterHeartbeat {
  const stopping = new AbortController();
  let pulse = FIRST_PULSE;
  let running: Promise<void> = Promise.resolve();

  function settle(next: Pulse): void {
    const before = pulse;
    pulse = next;
    onPulse(next, before);
  }

  async function beat(): Promise<void> {
    try {
      await probe(stopping.signal);
      if (!stopping.signal.aborted) settle(answered(timers.now().getTime()));
    } catch (error) {
      if (stopping.signal.aborted) return;
      const failure =
        error instanceof KubeFailure ? error : new KubeFailure('The heartbeat failed.', { cause: error });
      settle(
        isAlive(failure) ? answered(timers.now().getTime()) : missed(pulse, failure, timers.now().getTime()),
      );
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const begun = timers.now().getTime();
      await beat();
      const away = pulse.state === 'stale' || pulse.state === 'unreachable';
      const left = begun + (away ? AWAY_BEAT_MS : BEAT_MS) - timers.now().getTime();
      await sleep(timers, Math.max(0, left), stopping.signal);
    }
  }

  return {
    start() {
      running = run();
    },
    refused(sentence) {
      settle(missed(pulse, new KubeFailure(sentence, { status: 401, sent: true }), timers.now().getTime()));
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** A server that answers "forbidden" or "not found" is alive; 401, 429 and server errors do not count as alive. */
function isAlive({ status }: KubeFailure): boolean {
  return status !== null && status !== 401 && status !== 429 && status < 500;
}

/**
 * A probe on its own connection. `/readyz` is open to everyone, so that in many set-ups it does not show refused credentials: after
 * `suspect` was called, the probe reads an object that needs credentials, until that succeeds.
 */
export function createProbe(connection: Connection) {
  const agents = createAgents(true);
  let suspected = false;
  return {
    suspect() {
      suspected = true;
    },
    async probe(signal: AbortSignal): Promise<void> {
      const path = suspected ? '/api/v1/namespaces/kube-system' : '/readyz';
      try {
        await kubeProbe(connection, { method: 'GET', path, agents, timeoutMs: PROBE_TIMEOUT_MS, signal });
        suspected = false;
      } catch (error) {
        if (error instanceof KubeFailure && error.status === 403) suspected = false;
        throw error;
      }
    },
    close: () => destroyAgents(agents),
  };
}
