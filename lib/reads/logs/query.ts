import type { ClusterLogs } from '@/lib/model';
import type { ReadContext } from '../context';

/** Which logs are read: one pod, a workload's pods (`kind` and `name`), or a service's pods in this cluster and namespace. */
export interface LogsQuery {
  readonly cluster: string;
  readonly namespace: string;
  readonly pod?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly service?: string;
  /** The container of each pod; default: its long-running containers, and those that keep it from starting. */
  readonly container?: string;
  /** The run that ended before this one. It does not grow any more, so it is not followed. */
  readonly previous: boolean;
  readonly follow: boolean;
  readonly sinceSeconds?: number;
  /** RFC 3339; not together with `sinceSeconds`. */
  readonly sinceTime?: string;
  /** How many of the last lines of each container. */
  readonly tail?: number;
}

export interface LogsContext extends Pick<ReadContext, 'world' | 'index' | 'scope' | 'actor' | 'now'> {
  readonly clusters: ClusterLogs;
  /** Resolves after `ms`, rejects when the signal aborts. Default: the timers of the process. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}
