import { LIST_TOPICS, type DetailRows } from '@/lib/model';
import { z } from 'zod';
import { frontOperation, type FrontOperation } from './operation';

/** The topics of one thing each. The type demands that all are named. */
const DETAIL_TOPICS: Readonly<Record<keyof DetailRows, string>> = {
  service: 'service:{id}',
  change: 'change:{id}',
  registry: 'registry:{name}',
};
const TOPICS = [...LIST_TOPICS, ...Object.values(DETAIL_TOPICS)].map((topic) => `\`${topic}\``).join(', ');

/** The stream of topics, and the metrics that a monitoring system scrapes. */
export const LIVE: readonly FrontOperation[] = [
  frontOperation({
    id: 'openStream',
    path: '/api/v1/live',
    summary:
      "Server-sent events: snapshots and deltas of topics, and the age of each cluster's data every 5 s",
    access: 'read',
    effect: 'read',
    query: z.looseObject({
      topics: z.string().meta({ description: `${TOPICS}; separated by commas.` }),
      since: z
        .string()
        .optional()
        .meta({ description: '`epoch:seq`: the oldest position among your topics.' }),
      fresh: z.string().optional().meta({
        description: 'Topics that you have no data of, separated by commas; they are sent as snapshots.',
      }),
    }),
    answer: z.string(),
    mediaType: 'text/event-stream',
    handle: (_input, _context, transport) => transport.live(),
  }),
  frontOperation({
    id: 'getMetrics',
    path: '/metrics',
    summary: 'Metrics of this server in the Prometheus text format',
    access: 'read',
    effect: 'read',
    answer: z.string(),
    mediaType: 'text/plain; version=0.0.4',
    handle: (_input, _context, transport) => transport.metrics(),
  }),
];
