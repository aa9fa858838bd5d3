import { z } from 'zod';
import {
  eventSchema,
  notificationsSchema,
  pageSchema,
  readinessSchema,
  serviceHistorySchema,
} from '@/lib/model';
import { operation } from '../operation';
import { minutes, page } from './common';

const params = z.object({ id: z.string().max(800) });

export const getServiceHistory = operation({
  id: 'getServiceHistory',
  method: 'GET',
  path: '/api/v1/services/{id}/history',
  summary:
    'How the health of each placement went: transitions, availability over 24 h, 7 d and 30 d, flapping',
  access: 'read',
  params,
  answer: serviceHistorySchema,
});

export const listServiceEvents = operation({
  id: 'listServiceEvents',
  method: 'GET',
  path: '/api/v1/services/{id}/events',
  summary: 'Events of a service, newest first, kept past the hour of the API server',
  access: 'read',
  params,
  query: z.strictObject({
    type: z.enum(['Normal', 'Warning']).optional(),
    placement: z
      .string()
      .min(1)
      .max(1200)
      .optional()
      .meta({ description: 'The id of one of its placements.' }),
    ...page,
  }),
  answer: pageSchema(eventSchema),
});

export const getReadiness = operation({
  id: 'getReadiness',
  method: 'GET',
  path: '/api/v1/readiness',
  summary: 'How many pods of a placement were ready, step by step, oldest first',
  access: 'read',
  query: z.strictObject({
    placement: z.string().min(1).max(1200).meta({ description: 'The id of a placement.' }),
    minutes: minutes(60),
  }),
  answer: readinessSchema,
});

export const listNotifications = operation({
  id: 'listNotifications',
  method: 'GET',
  path: '/api/v1/notifications',
  summary: 'The notification rules of the settings, and what they told, newest first',
  access: 'read',
  query: z.strictObject(page),
  answer: notificationsSchema,
});
