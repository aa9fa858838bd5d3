import { z } from 'zod';
import { ROLES } from '@/lib/model';
import { operation } from '../operation';

const sessionSchema = z.object({
  /** Eight digits that name it; no key to it. */
  id: z.string(),
  method: z.enum(['persona', 'link', 'token']),
  userAgent: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  /** Whether this call came with it. */
  current: z.boolean(),
});

export const getMe = operation({
  id: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who asks',
  access: 'read',
  answer: z.object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    groups: z.array(z.string()),
  }),
});

export const listSessions = operation({
  id: 'listSessions',
  method: 'GET',
  path: '/api/v1/sessions',
  summary: 'Your own sessions, last used first',
  access: 'read',
  answer: z.object({ items: z.array(sessionSchema), nextCursor: z.null() }),
});

export const revokeSession = operation({
  id: 'revokeSession',
  method: 'DELETE',
  path: '/api/v1/sessions/{id}',
  summary: 'Ends one of your own sessions',
  access: 'read',
  params: z.object({
    id: z.string().regex(/^[0-9a-f]{8}$/, 'expected eight hex digits, as the list gives them'),
  }),
  answer: sessionSchema,
});

export const openStream = operation({
  id: 'openStream',
  method: 'GET',
  path: '/api/v1/live',
  summary: 'Server-sent events: snapshots and deltas of topics, and the ages of the clusters every 5 s',
  access: 'read',
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
});

export const getOpenApi = operation({
  id: 'getOpenApi',
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: 'This document',
  access: 'read',
  answer: z.record(z.string(), z.unknown()),
});

export const getMetrics = operation({
  id: 'getMetrics',
  method: 'GET',
  path: '/metrics',
  summary: "Prometheus' text format",
  access: 'read',
  answer: z.string(),
  mediaType: 'text/plain; version=0.0.4',
});
