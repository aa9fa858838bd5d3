import {
  INSTANCE_SOURCES,
  pageSchema,
  registryAvailabilitySchema,
  registryHistorySchema,
  registryLatencyPageSchema,
  registryListedSchema,
  registryServiceDetailSchema,
} from '@/lib/model';
import {
  readRegistry,
  readRegistryAvailability,
  readRegistryHistory,
  readRegistryLatency,
  readRegistryService,
} from '@/lib/reads';
import { z } from 'zod';
import { operation, type Operation } from './operation';
import { filter, minutes, page } from './parameters';

const params = z.object({ name: z.string().max(800) });

/** The registry's services, their history and their latency. */
export const REGISTRY: readonly Operation[] = [
  operation({
    id: 'listRegistryServices',
    method: 'GET',
    path: '/api/v1/registry/services',
    summary: 'Services of the registry by name, with instances counted by source, and disagreements',
    access: 'registry',
    effect: 'read',
    query: z.strictObject({
      q: z.string().max(200).optional().meta({ description: 'Text in name, owner, address or tag.' }),
      source: z.enum(INSTANCE_SOURCES).optional(),
      owner: filter,
      cluster: filter,
      environment: filter,
      disagrees: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'true: only services whose sources disagree; false: only the others.' }),
      ...page,
    }),
    answer: pageSchema(registryListedSchema),
    handle: ({ query }, { reads }) => readRegistry(reads, query),
  }),
  operation({
    id: 'getRegistryService',
    method: 'GET',
    path: '/api/v1/registry/services/{name}',
    summary: 'Instances of a service from every source, with status, time last seen and disagreements',
    access: 'registry',
    effect: 'read',
    params,
    answer: registryServiceDetailSchema,
    handle: ({ params: { name } }, { reads }) => readRegistryService(reads, name),
  }),
  operation({
    id: 'getRegistryHistory',
    method: 'GET',
    path: '/api/v1/registry/services/{name}/history',
    summary: 'Available instances of a service over time, and which instances joined and left',
    access: 'read',
    effect: 'read',
    params,
    query: z.strictObject({
      minutes: minutes(1440),
    }),
    answer: registryHistorySchema,
    handle: ({ params: { name }, query }, { reads }) => readRegistryHistory(reads, name, query),
  }),
  operation({
    id: 'getRegistryAvailability',
    method: 'GET',
    path: '/api/v1/registry/availability',
    summary: 'Available instances of each service in the last 24 hours, one character per half hour',
    access: 'read',
    effect: 'read',
    answer: registryAvailabilitySchema,
    handle: (_input, { reads }) => readRegistryAvailability(reads),
  }),
  operation({
    id: 'getRegistryLatency',
    method: 'GET',
    path: '/api/v1/registry/services/{name}/latency',
    summary: 'Probe results of a service in the last hour: latency and failures',
    access: 'registry',
    effect: 'read',
    params,
    query: z.strictObject({ ...page }),
    answer: registryLatencyPageSchema,
    handle: ({ params: { name }, query }, { reads }) => readRegistryLatency(reads, name, query),
  }),
];
