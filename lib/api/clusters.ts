import { clusterDetailSchema, clusterSummarySchema, pageSchema } from '@/lib/model';
import { readCluster, readClusters } from '@/lib/reads';
import { z } from 'zod';
import { operation, type Operation } from './operation';
import { page } from './parameters';

/** Clusters and how they are watched. */
export const CLUSTERS: readonly Operation[] = [
  operation({
    id: 'listClusters',
    method: 'GET',
    path: '/api/v1/clusters',
    summary: 'Clusters with the age of their data and the kinds that are watched, forbidden or absent',
    access: 'read',
    effect: 'read',
    query: z.strictObject(page),
    answer: pageSchema(clusterSummarySchema),
    handle: ({ query }, { reads }) => readClusters(reads, query),
  }),
  operation({
    id: 'getCluster',
    method: 'GET',
    path: '/api/v1/clusters/{name}',
    summary: 'One cluster with its nodes',
    access: 'read',
    effect: 'read',
    params: z.object({ name: z.string().max(300) }),
    answer: clusterDetailSchema,
    handle: ({ params: { name } }, { reads }) => readCluster(reads, name),
  }),
];
