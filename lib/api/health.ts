import {
  notificationsSchema,
  pageSchema,
  problemSchema,
  readinessSchema,
  rolloutRowSchema,
} from '@/lib/model';
import { readHealth, readNotifications, readReadiness, readRollouts } from '@/lib/reads';
import { z } from 'zod';
import { operation, type Operation } from './operation';
import { minutes, page, words } from './parameters';

/** Problems, rollouts and notifications. */
export const HEALTH: readonly Operation[] = [
  operation({
    id: 'listHealth',
    method: 'GET',
    path: '/api/v1/health',
    summary: 'Placements with problems, worst and most recent first, with the fields that show them',
    access: 'read',
    effect: 'read',
    query: z.strictObject({
      status: words('Statuses of a Health; Degraded, Missing and Unknown unless set'),
      ...page,
    }),
    answer: pageSchema(problemSchema),
    handle: ({ query }, { reads }) => readHealth(reads, query),
  }),
  operation({
    id: 'getReadiness',
    method: 'GET',
    path: '/api/v1/readiness',
    summary: 'Number of ready pods of a placement over time, oldest first',
    access: 'read',
    effect: 'read',
    query: z.strictObject({
      placement: z.string().min(1).max(1200).meta({ description: 'The id of a placement.' }),
      minutes: minutes(60),
    }),
    answer: readinessSchema,
    handle: ({ query }, { reads }) => readReadiness(reads, query),
  }),
  operation({
    id: 'listRollouts',
    method: 'GET',
    path: '/api/v1/rollouts',
    summary: 'Rollouts under way and recently finished',
    access: 'read',
    effect: 'read',
    query: z.strictObject({ state: words('States of a Rollout'), ...page }),
    answer: pageSchema(rolloutRowSchema),
    handle: ({ query }, { reads }) => readRollouts(reads, query),
  }),
  operation({
    id: 'listNotifications',
    method: 'GET',
    path: '/api/v1/notifications',
    summary: 'Notification rules of the settings, and their deliveries, newest first',
    access: 'read',
    effect: 'read',
    query: z.strictObject(page),
    answer: notificationsSchema,
    handle: ({ query }, { reads, notificationRules }) => readNotifications(reads, notificationRules, query),
  }),
];
