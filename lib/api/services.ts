import {
  endpointRowSchema,
  eventSchema,
  pageSchema,
  searchAnswerSchema,
  serviceDetailSchema,
  serviceHistorySchema,
  serviceSummarySchema,
  systemSummarySchema,
} from '@/lib/model';
import {
  readEndpoints,
  readService,
  readServiceEvents,
  readServiceHistory,
  readServices,
  readSystems,
  search,
} from '@/lib/reads';
import { z } from 'zod';
import { operation, type Operation } from './operation';
import { filter, page, serviceParams, words } from './parameters';

/** Services of the catalog, and the search. */
export const SERVICES: readonly Operation[] = [
  operation({
    id: 'listServices',
    method: 'GET',
    path: '/api/v1/services',
    summary: 'Services by name, with their placements',
    access: 'read',
    effect: 'read',
    query: z.strictObject({
      q: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'Text in name, title, description, owner or system.' }),
      cluster: filter,
      namespace: filter,
      environment: filter,
      owner: filter,
      system: filter,
      health: words('Statuses of a Health'),
      ...page,
    }),
    answer: pageSchema(serviceSummarySchema),
    handle: ({ query }, { reads }) => readServices(reads, query),
  }),
  operation({
    id: 'getService',
    method: 'GET',
    path: '/api/v1/services/{id}',
    summary: 'One service with workloads, pods, endpoints, rollouts, events and recent Changes',
    access: 'read',
    effect: 'read',
    params: serviceParams,
    answer: serviceDetailSchema,
    handle: ({ params: { id } }, { reads }) => readService(reads, id),
  }),
  operation({
    id: 'getServiceHistory',
    method: 'GET',
    path: '/api/v1/services/{id}/history',
    summary: 'Health history of each placement: transitions, availability over 24 h, 7 d and 30 d, flapping',
    access: 'read',
    effect: 'read',
    params: serviceParams,
    answer: serviceHistorySchema,
    handle: ({ params: { id } }, { reads }) => readServiceHistory(reads, id),
  }),
  operation({
    id: 'listServiceEvents',
    method: 'GET',
    path: '/api/v1/services/{id}/events',
    summary: 'Events of a service, newest first, including those that the API server no longer keeps',
    access: 'read',
    effect: 'read',
    params: serviceParams,
    query: z.strictObject({
      type: z.enum(['Normal', 'Warning']).optional(),
      placement: z
        .string()
        .min(1)
        .max(1200)
        .optional()
        .meta({ description: 'The id of a placement of this service.' }),
      ...page,
    }),
    answer: pageSchema(eventSchema),
    handle: ({ params: { id }, query }, { reads }) => readServiceEvents(reads, id, query),
  }),
  operation({
    id: 'listEndpoints',
    method: 'GET',
    path: '/api/v1/endpoints',
    summary: 'Addresses of Kubernetes Services from their EndpointSlices: ready, serving and terminating',
    access: 'read',
    effect: 'read',
    query: z.strictObject({
      cluster: filter,
      namespace: filter,
      environment: filter,
      service: filter.meta({ description: 'The id of a service.' }),
      ready: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'true: only addresses that are ready; false: only those that are not.' }),
      ...page,
    }),
    answer: pageSchema(endpointRowSchema),
    handle: ({ query }, { reads }) => readEndpoints(reads, query),
  }),
  operation({
    id: 'listSystems',
    method: 'GET',
    path: '/api/v1/systems',
    summary: 'Systems of the catalog, each with the worst health of its services',
    access: 'read',
    effect: 'read',
    query: z.strictObject(page),
    answer: pageSchema(systemSummarySchema),
    handle: ({ query }, { reads }) => readSystems(reads, query),
  }),
  operation({
    id: 'search',
    method: 'GET',
    path: '/api/v1/search',
    summary: 'Services, pods and Changes whose names contain the search words',
    access: 'read',
    effect: 'read',
    query: z.strictObject({ q: z.string().max(200) }),
    answer: searchAnswerSchema,
    handle: ({ query }, { reads }) => ({ items: search(reads, query.q) }),
  }),
];
