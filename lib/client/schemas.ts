import { z } from 'zod';
import {
  auditRecordSchema,
  changeDetailSchema,
  clusterDetailSchema,
  dependentsSchema,
  edgeVerdictRequestSchema,
  eventSchema,
  logMessageSchema,
  madeRegistryTokenSchema,
  pageSchema,
  readinessSchema,
  registryAvailabilitySchema,
  registryHistorySchema,
  registryTokenSchema,
  registryLatencyPageSchema,
  searchAnswerSchema,
  serviceDetailSchema,
  serviceHistorySchema,
  topologyDifferencesSchema,
} from '@/lib/model';

/** What answers must look like. Loaded beside the first call that asks for it: no page waits for it to be drawn. */
export const schemas = {
  /** The stream brings what comes of it. */
  anything: z.unknown(),
  auditPage: pageSchema(auditRecordSchema),
  change: changeDetailSchema,
  cluster: clusterDetailSchema,
  dependents: dependentsSchema,
  edgeVerdict: edgeVerdictRequestSchema.pick({ edge: true, verdict: true }),
  eventsPage: pageSchema(eventSchema),
  logMessage: logMessageSchema,
  madeRegistryToken: madeRegistryTokenSchema,
  readiness: readinessSchema,
  registryAvailability: registryAvailabilitySchema,
  registryHistory: registryHistorySchema,
  registryTokens: pageSchema(registryTokenSchema),
  registryLatency: registryLatencyPageSchema,
  search: searchAnswerSchema,
  service: serviceDetailSchema,
  serviceHistory: serviceHistorySchema,
  topologyDifferences: topologyDifferencesSchema,
} as const;
export type Schemas = typeof schemas;
