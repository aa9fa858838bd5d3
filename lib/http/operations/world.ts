import { z } from 'zod';
import {
  clusterDetailSchema,
  clusterSummarySchema,
  endpointRowSchema,
  pageSchema,
  problemSchema,
  rolloutRowSchema,
  searchAnswerSchema,
  serviceDetailSchema,
  serviceSummarySchema,
  systemSummarySchema,
} from '@/lib/model';
import { operation } from '../operation';
import { filter, page, words } from './common';

export const listServices = operation({
  id: 'listServices',
  method: 'GET',
  path: '/api/v1/services',
  summary: 'Services by name, with their placements',
  access: 'read',
  query: z.strictObject({
    q: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'A part of name, title, description, owner or system.' }),
    cluster: filter,
    namespace: filter,
    environment: filter,
    owner: filter,
    system: filter,
    health: words('Statuses of a Health'),
    ...page,
  }),
  answer: pageSchema(serviceSummarySchema),
});

export const getService = operation({
  id: 'getService',
  method: 'GET',
  path: '/api/v1/services/{id}',
  summary: 'One service with workloads, pods, endpoints, rollouts, events and recent changes',
  access: 'read',
  params: z.object({ id: z.string().max(800) }),
  answer: serviceDetailSchema,
});

export const listHealth = operation({
  id: 'listHealth',
  method: 'GET',
  path: '/api/v1/health',
  summary: 'Placements in trouble, worst and newest first, with receipts',
  access: 'read',
  query: z.strictObject({
    status: words('Statuses of a Health; Degraded, Missing and Unknown unless set'),
    ...page,
  }),
  answer: pageSchema(problemSchema),
});

export const listEndpoints = operation({
  id: 'listEndpoints',
  method: 'GET',
  path: '/api/v1/endpoints',
  summary: 'Addresses of Kubernetes Services with ready, serving and terminating, from their EndpointSlices',
  access: 'read',
  query: z.strictObject({
    cluster: filter,
    namespace: filter,
    environment: filter,
    service: filter.meta({ description: 'The id of a service.' }),
    ready: z
      .enum(['true', 'false'])
      .optional()
      .meta({ description: 'Only those that are ready, or only those that are not.' }),
    ...page,
  }),
  answer: pageSchema(endpointRowSchema),
});

export const listRollouts = operation({
  id: 'listRollouts',
  method: 'GET',
  path: '/api/v1/rollouts',
  summary: 'Workloads in passage and the last ended ones',
  access: 'read',
  query: z.strictObject({ state: words('States of a Rollout'), ...page }),
  answer: pageSchema(rolloutRowSchema),
});

export const listClusters = operation({
  id: 'listClusters',
  method: 'GET',
  path: '/api/v1/clusters',
  summary: 'Clusters with the age of their picture and the kinds watched, forbidden or absent',
  access: 'read',
  query: z.strictObject(page),
  answer: pageSchema(clusterSummarySchema),
});

export const getCluster = operation({
  id: 'getCluster',
  method: 'GET',
  path: '/api/v1/clusters/{name}',
  summary: 'One cluster with its nodes',
  access: 'read',
  params: z.object({ name: z.string().max(300) }),
  answer: clusterDetailSchema,
});

export const listSystems = operation({
  id: 'listSystems',
  method: 'GET',
  path: '/api/v1/systems',
  summary: 'Systems of the catalog, each with the worst of its services',
  access: 'read',
  query: z.strictObject(page),
  answer: pageSchema(systemSummarySchema),
});

export const searchWorld = operation({
  id: 'search',
  method: 'GET',
  path: '/api/v1/search',
  summary: 'Services, pods and Changes whose names hold the words',
  access: 'read',
  query: z.strictObject({ q: z.string().max(200) }),
  answer: searchAnswerSchema,
});
