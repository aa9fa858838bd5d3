import type { ClusterLogs } from '@/lib/model';
import type { ReadContext } from '../context';

/** What logs are asked for: one pod, a workload's pods (`kind` and `name`), or a service's pods in this cluster and namespace. */
export interface LogsQuery {
  readonly cluster: string;
  readonly namespace: string;
  readonly pod?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly service?: string;
  /** Of each pod; its containers that run as long as it does, and what keeps it from starting, unless said. */
  readonly container?: string;
  /** The run that ended before this one. It grows no more, so nothing is followed. */
  readonly previous: boolean;
  readonly follow: boolean;
  readonly sinceSeconds?: number;
  /** RFC 3339; not together with `sinceSeconds`. */
  readonly sinceTime?: string;
  /** The last so many lines of each container. */
  readonly tail?: number;
}

export interface LogsContext extends Pick<ReadContext, 'world' | 'index' | 'scope' | 'actor' | 'now'> {
  readonly clusters: ClusterLogs;
  /** Resolves after so many milliseconds, rejects when the signal aborts; the machine's own unless a test says otherwise. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}
