import { z } from 'zod';
import { operation, type Operation } from './operation';

/** The stream of topics, and what a monitoring system scrapes. */
export const LIVE: readonly Operation[] = [
  operation({
    id: 'openStream',
    method: 'GET',
    path: '/api/v1/live',
    summary: 'Server-sent events: snapshots and deltas of topics, and the ages of the clusters every 5 s',
    access: 'read',
    effect: 'read',
    query: z.looseObject({
      topics: z.string().meta({
        description:
          'services, health, rollouts, clusters, changes, now, service:{id}, change:{id}; separated by commas.',
      }),
      since: z.string().optional().meta({ description: '`epoch:seq`: the oldest position that you hold.' }),
      fresh: z
        .string()
        .optional()
        .meta({ description: 'Topics of which you hold nothing; separated by commas.' }),
    }),
    answer: z.string(),
    mediaType: 'text/event-stream',
    handle: (_input, { transport }) => transport.live(),
  }),
  operation({
    id: 'getMetrics',
    method: 'GET',
    path: '/metrics',
    summary: "Prometheus' text format",
    access: 'read',
    effect: 'read',
    answer: z.string(),
    mediaType: 'text/plain; version=0.0.4',
    handle: (_input, { transport }) => transport.metrics(),
  }),
];
