import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Upper bounds of the duration buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** How often the delay of the event loop is sampled, in ms. */
const EVENT_LOOP_RESOLUTION = 20;

export interface Answered {
  /** The name of the operation. A path would have ids in it, and each id would be a series of its own. */
  readonly operation: string;
  readonly status: number;
  readonly seconds: number;
}

/** The metrics of this process. */
export interface RequestMetrics {
  /** Counts an answer of the API, by operation and status. */
  answered(answer: Answered): void;
  readonly registry: Registry;
}

export function createRequestMetrics(): RequestMetrics {
  const registry = new Registry();
  const duration = new Histogram({
    name: 'pilothouse_http_request_duration_seconds',
    help: 'How long answers of the API took.',
    labelNames: ['operation', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    registry,
    answered: ({ operation, status, seconds }) => duration.observe({ operation, status }, seconds),
  };
}

/**
 * Adds the metrics that every Node program has: memory, CPU, handles, garbage collection, the lag of the event loop. Once a process: they
 * observe it as a whole.
 */
export function collectProcessMetrics({ registry }: RequestMetrics): void {
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_RESOLUTION });
  const uptime: Gauge = new Gauge({
    name: 'process_uptime_seconds',
    help: 'Seconds since the start.',
    registers: [registry],
    collect: () => uptime.set(process.uptime()),
  });
}
